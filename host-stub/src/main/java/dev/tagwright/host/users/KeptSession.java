package dev.tagwright.host.users;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.web.servlet.FlashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a session holds, as bytes: JSON, of which nothing can come back but what a sign-in, its CSRF token, the address
 * that was asked for before it, and a sentence for the next page are made of. Never Java's own serialization, by which
 * whoever writes the table would run code.
 */
final class KeptSession {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(SecurityJacksonModules.getModules(KeptSession.class.getClassLoader()))
            .build();

    /** For what names no classes. */
    private static final JsonMapper PLAIN = JsonMapper.shared();

    /** One value, or sentences for the next page as JSON of their own. */
    private record Kept(@Nullable Object value, @Nullable String flashes) {}

    /** A sentence for the next page, with the page that it is for. */
    private record Flash(@Nullable String path, long until, Map<String, String> sentences) {}

    private KeptSession() {}

    static GenericConversionService conversion() {
        GenericConversionService service = new GenericConversionService();
        service.addConverter(Object.class, byte[].class, KeptSession::write);
        service.addConverter(new Reader());
        return service;
    }

    static byte[] write(Object value) {
        return JSON.writeValueAsBytes(
                value instanceof List<?> list && list.stream().allMatch(FlashMap.class::isInstance)
                        ? new Kept(
                                null,
                                PLAIN.writeValueAsString(list.stream()
                                        .map(one -> flash((FlashMap) one))
                                        .toList()))
                        : new Kept(value, null));
    }

    /** Returns null for what cannot be read, such as by a version that knows more or less: then it is as if not there. */
    static @Nullable Object read(byte[] bytes) {
        try {
            Kept kept = JSON.readValue(bytes, Kept.class);
            String flashes = kept.flashes;
            return flashes == null ? kept.value : maps(PLAIN.readValue(flashes, Flash[].class));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Flash flash(FlashMap map) {
        Map<String, String> sentences = new LinkedHashMap<>();
        map.forEach((name, value) -> sentences.put(name, String.valueOf(value)));
        return new Flash(map.getTargetRequestPath(), map.getExpirationTime(), sentences);
    }

    private static List<FlashMap> maps(Flash[] flashes) {
        List<FlashMap> maps = new ArrayList<>();
        for (Flash flash : flashes) {
            FlashMap map = new FlashMap();
            map.putAll(flash.sentences);
            map.setTargetRequestPath(flash.path);
            map.setExpirationTime(flash.until);
            maps.add(map);
        }
        return new CopyOnWriteArrayList<>(maps);
    }

    /** In this form a converter may say that there is nothing. */
    private static final class Reader implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(byte[].class, Object.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            return source == null ? null : read((byte[]) source);
        }
    }
}
