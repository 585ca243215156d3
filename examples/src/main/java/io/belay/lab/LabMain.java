package io.belay.lab;

import java.util.concurrent.CountDownLatch;

/** Makes the usual lab, says where its parts are, and keeps it until it is interrupted: {@code LabMain [btrfs|xfs|folder]}. */
public final class LabMain {

    private LabMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        LoopVolume.Kind volume = arguments.length == 0
                ? LoopVolume.Kind.BTRFS
                : LoopVolume.Kind.valueOf(arguments[0].toUpperCase(java.util.Locale.ROOT));
        Lab lab = Lab.open(LabWish.usual().on(volume), LabMain::print);
        print("ready: live in " + lab.cluster().dataDirectory() + ", socket "
                + lab.cluster().socketFolder());
        print("Temporal on " + lab.temporal().address() + ", host file " + lab.hostConfiguration());
        print("interrupt to remove all of it");
        new CountDownLatch(1).await();
    }

    private static void print(String sentence) {
        System.out.println(sentence);
        System.out.flush();
    }
}
