package dev.tagwright.host.upkeep;

import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a backup may have a database do: make tables, sequences, constraints and indexes, and put rows in. A backup comes
 * from where others may write, and an expression in it, a default too, could call whatever the database can call.
 */
final class DumpedSql {

    private static final String FOREIGN =
            "The backup would have the database do something that no backup of ours does. Nothing was brought back.";

    private static final Pattern MAKES_OR_FILLS =
            Pattern.compile("create (cached |memory )?table .*|create sequence .*|alter table .*|insert into .*"
                    + "|create (unique )?(nulls (not )?distinct )?index .*");

    /** By which H2 puts long values together, exactly as it writes them. */
    private static final Set<String> OF_LONG_VALUES = Set.of(
            "CREATE CACHED LOCAL TEMPORARY TABLE IF NOT EXISTS SYSTEM_LOB_STREAM(ID INT NOT NULL, PART INT NOT NULL,"
                    + " CDATA VARCHAR, BDATA VARBINARY)",
            "CREATE ALIAS IF NOT EXISTS SYSTEM_COMBINE_CLOB FOR 'org.h2.command.dml.ScriptCommand.combineClob'",
            "CREATE ALIAS IF NOT EXISTS SYSTEM_COMBINE_BLOB FOR 'org.h2.command.dml.ScriptCommand.combineBlob'",
            "DROP TABLE IF EXISTS SYSTEM_LOB_STREAM",
            "DROP ALIAS IF EXISTS SYSTEM_COMBINE_CLOB",
            "DROP ALIAS IF EXISTS SYSTEM_COMBINE_BLOB");

    private static final Pattern SETS_A_SEQUENCE =
            Pattern.compile("select setval\\((''|pg_get_serial_sequence\\('', ''\\)), [0-9]+, (true|false)\\)");

    /** A name before a bracket, of a table where one of these words comes first. */
    private static final Pattern CALL =
            Pattern.compile("(?:\\b(table|into|on|references) )?([a-z_][a-z0-9_$]*|\"\") ?\\(");

    private static final Set<String> NO_CALLS = Set.of(
            "and",
            "any",
            "as",
            "binary",
            "btree",
            "char",
            "character",
            "check",
            "decimal",
            "distinct",
            "identity",
            "in",
            "key",
            "not",
            "now",
            "numeric",
            "object",
            "or",
            "system_combine_blob",
            "system_combine_clob",
            "time",
            "timestamp",
            "unique",
            "values",
            "varbinary",
            "varchar",
            "varying",
            "where");

    private static final Pattern COLUMNS = Pattern.compile(
            "(?:[a-z_][a-z0-9_]*|\"[A-Za-z0-9_]+\") \\((?:(?:[a-z_][a-z0-9_]*|\"[A-Za-z0-9_]+\")(?:, |(?=\\))))+\\)");

    private static final Pattern QUERY = Pattern.compile("\\b(select|from|join|call|execute|program)\\b");

    private DumpedSql() {}

    /** Throws unless one statement, without the semicolon at its end, is such. */
    static void check(String statement) throws BackupRefused {
        if (OF_LONG_VALUES.contains(statement.strip())) {
            return;
        }
        String bones = bones(statement);
        if (SETS_A_SEQUENCE.matcher(bones).matches()) {
            return;
        }
        if (!MAKES_OR_FILLS.matcher(bones).matches() || QUERY.matcher(bones).find()) {
            throw new BackupRefused(FOREIGN);
        }
        Matcher call = CALL.matcher(bones);
        while (call.find()) {
            if (call.group(1) == null && !NO_CALLS.contains(call.group(2))) {
                throw new BackupRefused(FOREIGN);
            }
        }
    }

    /** Throws unless it names a table and columns of it, and nothing else. */
    static void checkColumns(String columns) throws BackupRefused {
        if (!COLUMNS.matcher(columns).matches()) {
            throw new BackupRefused(FOREIGN);
        }
    }

    /**
     * Returns the statement in small letters and single blanks, each text in it as {@code ''}, each quoted name as
     * {@code ""}.
     */
    private static String bones(String statement) throws BackupRefused {
        StringBuilder bones = new StringBuilder();
        for (int at = 0; at < statement.length(); at++) {
            char now = statement.charAt(at);
            if (now == '\'' || now == '"') {
                // in a text that begins so a backslash would hide its end
                boolean escapes = bones.length() > 0 && bones.charAt(bones.length() - 1) == 'e';
                at = end(statement, at);
                if (escapes || at < 0) {
                    throw new BackupRefused(FOREIGN);
                }
                bones.append(now).append(now);
            } else if (Character.isWhitespace(now)) {
                if (bones.length() > 0 && bones.charAt(bones.length() - 1) != ' ') {
                    bones.append(' ');
                }
            } else if (now == ';' || now == '\\' || now == '`' || now == '$' || now > '~' || comment(statement, at)) {
                throw new BackupRefused(FOREIGN);
            } else {
                bones.append(Character.toLowerCase(now));
            }
        }
        return bones.toString().strip().replace("\"\".\"\"", "\"\"");
    }

    private static boolean comment(String statement, int at) {
        return statement.startsWith("--", at) || statement.startsWith("/*", at) || statement.startsWith("//", at);
    }

    /** Returns where what is quoted from a place on ends; a quote in it is doubled. Below zero if it does not. */
    private static int end(String statement, int begin) {
        char quote = statement.charAt(begin);
        int end = statement.indexOf(quote, begin + 1);
        while (end >= 0 && end + 1 < statement.length() && statement.charAt(end + 1) == quote) {
            end = statement.indexOf(quote, end + 2);
        }
        return end;
    }

    /** Returns the next statement of a script without its semicolon and without comments; null at the end. */
    static @Nullable String next(Reader script) throws IOException {
        StringBuilder statement = new StringBuilder();
        char quote = 0;
        for (int read = script.read(); read >= 0; read = script.read()) {
            char now = (char) read;
            if (quote != 0) {
                quote = now == quote ? 0 : quote;
            } else if (now == '\'' || now == '"') {
                quote = now;
            } else if (now == '-' && statement.length() > 0 && statement.charAt(statement.length() - 1) == '-') {
                statement.setLength(statement.length() - 1);
                for (int rest = script.read(); rest >= 0 && rest != '\n'; ) {
                    rest = script.read();
                }
                continue;
            } else if (now == ';') {
                if (!statement.toString().isBlank()) {
                    return statement.toString();
                }
                statement.setLength(0);
                continue;
            }
            statement.append(now);
        }
        return statement.toString().isBlank() ? null : statement.toString();
    }
}
