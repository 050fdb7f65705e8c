package dev.tagwright.classifier.plugin;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes records of numbers, texts, enums, arrays, lists and further records one component after the other, and reads
 * them back through their own constructors, which check them. What is made is settled by the declared types alone, never
 * by the bytes; a length is checked against what is left before anything is allocated.
 */
final class RecordBytes {

    private static final Map<Class<?>, Integer> SIZES =
            Map.of(int.class, 4, long.class, 8, float.class, 4, double.class, 8, char.class, 2, boolean.class, 1);

    private RecordBytes() {}

    /** Names the shape of a type: it changes with any component, name or order. */
    static String shape(Type type) {
        StringBuilder shape = new StringBuilder();
        describe(type, shape, new TreeSet<>());
        return shape.toString();
    }

    private static void describe(Type type, StringBuilder shape, TreeSet<String> seen) {
        shape.append(type.getTypeName()).append(';');
        if (type instanceof ParameterizedType list) {
            describe(list.getActualTypeArguments()[0], shape, seen);
        } else if (type instanceof Class<?> raw && raw.isRecord() && seen.add(raw.getName())) {
            for (RecordComponent component : raw.getRecordComponents()) {
                shape.append(component.getName()).append(':');
                describe(component.getGenericType(), shape, seen);
            }
        } else if (type instanceof Class<?> raw && raw.isEnum()) {
            shape.append(Arrays.toString(raw.getEnumConstants()));
        }
    }

    static void write(Type type, Object value, DataOutputStream out) throws IOException {
        Class<?> raw = raw(type);
        if (raw == List.class) {
            List<?> list = (List<?>) value;
            out.writeInt(list.size());
            for (Object each : list) {
                write(element(type), each, out);
            }
        } else if (raw == String.class || raw.isEnum()) {
            byte[] text = (raw.isEnum() ? ((Enum<?>) value).name() : (String) value).getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        } else if (raw.isArray()) {
            out.writeInt(Array.getLength(value));
            out.write(bytes(raw.getComponentType(), value));
        } else if (raw.isPrimitive()) {
            Object one = Array.newInstance(raw, 1);
            Array.set(one, 0, value);
            out.write(bytes(raw, one));
        } else if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                write(component.getGenericType(), get(component, value), out);
            }
        } else {
            throw unknown(raw);
        }
    }

    private static byte[] bytes(Class<?> of, Object array) {
        int length = Array.getLength(array);
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(length, size(of)));
        if (array instanceof int[] ints) {
            buffer.asIntBuffer().put(ints);
        } else if (array instanceof long[] longs) {
            buffer.asLongBuffer().put(longs);
        } else if (array instanceof float[] floats) {
            buffer.asFloatBuffer().put(floats);
        } else if (array instanceof double[] doubles) {
            buffer.asDoubleBuffer().put(doubles);
        } else if (array instanceof char[] chars) {
            buffer.asCharBuffer().put(chars);
        } else {
            for (int i = 0; i < length; i++) {
                buffer.put((byte) (Array.getBoolean(array, i) ? 1 : 0));
            }
        }
        return buffer.array();
    }

    /**
     * Reads a value back.
     *
     * @throws IllegalArgumentException if the bytes do not hold one
     */
    static Object read(Type type, ByteBuffer in) {
        try {
            return value(type, in);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early.", e);
        }
    }

    private static Object value(Type type, ByteBuffer in) {
        Class<?> raw = raw(type);
        if (raw == List.class) {
            int size = length(in, 1);
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(value(element(type), in));
            }
            return list;
        }
        if (raw == String.class || raw.isEnum()) {
            byte[] text = new byte[length(in, 1)];
            in.get(text);
            String string = new String(text, StandardCharsets.UTF_8);
            return raw.isEnum() ? constant(raw, string) : string;
        }
        if (raw.isArray()) {
            return array(raw.getComponentType(), length(in, size(raw.getComponentType())), in);
        }
        if (raw.isPrimitive()) {
            return Array.get(array(raw, 1, in), 0);
        }
        if (raw.isRecord()) {
            return record(raw, in);
        }
        throw unknown(raw);
    }

    private static Object record(Class<?> raw, ByteBuffer in) {
        RecordComponent[] components = raw.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType(), in);
        }
        try {
            return raw.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("it holds what cannot be: " + raw.getSimpleName() + ".", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object array(Class<?> of, int length, ByteBuffer in) {
        ByteBuffer part = in.slice(in.position(), Math.min(in.remaining(), length * size(of)));
        if (part.remaining() < length * size(of)) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + part.remaining());
        Object array = Array.newInstance(of, length);
        if (array instanceof int[] ints) {
            part.asIntBuffer().get(ints);
        } else if (array instanceof long[] longs) {
            part.asLongBuffer().get(longs);
        } else if (array instanceof float[] floats) {
            part.asFloatBuffer().get(floats);
        } else if (array instanceof double[] doubles) {
            part.asDoubleBuffer().get(doubles);
        } else if (array instanceof char[] chars) {
            part.asCharBuffer().get(chars);
        } else {
            for (int i = 0; i < length; i++) {
                Array.setBoolean(array, i, part.get() != 0);
            }
        }
        return array;
    }

    private static int length(ByteBuffer in, int bytesEach) {
        int length = in.getInt();
        if (length < 0 || (long) length * bytesEach > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("it names something that is not there.");
    }

    private static Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static Type element(Type list) {
        return ((ParameterizedType) list).getActualTypeArguments()[0];
    }

    private static int size(Class<?> of) {
        Integer size = SIZES.get(of);
        if (size == null) {
            throw unknown(of);
        }
        return size;
    }

    private static IllegalStateException unknown(Class<?> type) {
        return new IllegalStateException("a " + type.getName() + " cannot be written or read.");
    }
}
