package io.belay.workers.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs a conformance kit in a JVM of its own, under another account, where no test runner is at hand. */
public final class ConformanceMain {

    private static Optional<Path> folder = Optional.empty();

    private ConformanceMain() {}

    /** Where the kit shall work. */
    public static Path folder() {
        return folder.orElseThrow();
    }

    /** @param arguments name of the kit's class, a folder */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        folder = Optional.of(Path.of(arguments[1]));
        Class<?> kit = Class.forName(arguments[0]);
        int failed = 0;
        int passed = 0;
        for (Method test : methods(kit, Test.class)) {
            Object instance = kit.getConstructor().newInstance();
            try {
                callAll(kit, BeforeEach.class, instance);
                call(test, instance);
                callAll(kit, AfterEach.class, instance);
                passed++;
            } catch (InvocationTargetException failure) {
                failed++;
                System.out.println("FAILED " + test.getName());
                failure.printStackTrace(System.out);
            }
        }
        System.out.println(
                failed == 0 && passed > 0 ? "all passed: " + passed : "of " + (passed + failed) + " FAILED: " + failed);
    }

    private static void callAll(Class<?> kit, Class<? extends java.lang.annotation.Annotation> mark, Object instance)
            throws ReflectiveOperationException {
        for (Method method : methods(kit, mark)) {
            call(method, instance);
        }
    }

    private static void call(Method method, Object instance) throws ReflectiveOperationException {
        method.setAccessible(true);
        method.invoke(instance);
    }

    private static List<Method> methods(Class<?> kit, Class<? extends java.lang.annotation.Annotation> mark) {
        List<Method> found = new ArrayList<>();
        for (Class<?> at = kit; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.isAnnotationPresent(mark)) {
                    found.add(method);
                }
            }
        }
        return found;
    }
}
