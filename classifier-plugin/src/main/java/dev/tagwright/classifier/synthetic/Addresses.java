package dev.tagwright.classifier.synthetic;

import dev.tagwright.classifier.feedback.WorkFailedException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Says which addresses may be called: of the internet, and those of this machine and of private networks if that was
 * allowed. Never link-local ones, where clouds tell secrets, nor those of many. The name is looked up right before each
 * call, and Java remembers what it found for longer than a call takes to begin.
 */
final class Addresses {

    private Addresses() {}

    /** Throws unless every address of the host may be called. */
    static void check(URI address, boolean privateNetwork) throws WorkFailedException {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException e) {
            throw new WorkFailedException("synthetic.endpoint (" + address.getHost() + ") is not known by that name.");
        }
        for (InetAddress one : found) {
            if (isNever(one)) {
                throw new WorkFailedException("synthetic.endpoint (" + address.getHost()
                        + ") has an address that is never called: link-local, multicast or none.");
            }
            if (isPrivate(one) && !privateNetwork) {
                throw new WorkFailedException(
                        "synthetic.endpoint (" + address.getHost()
                                + ") lies on this machine or in a private network. If it is meant to, set synthetic.private-network.");
            }
        }
    }

    static boolean isNever(InetAddress address) {
        InetAddress plain = plain(address);
        return plain.isAnyLocalAddress()
                || plain.isLinkLocalAddress()
                || plain.isMulticastAddress()
                || plain.getAddress()[0] == 0 && plain instanceof Inet4Address
                || plain instanceof Inet4Address && (plain.getAddress()[0] & 0xff) >= 240;
    }

    static boolean isPrivate(InetAddress address) {
        InetAddress plain = plain(address);
        byte[] bytes = plain.getAddress();
        boolean carrier = plain instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        boolean uniqueLocal = plain instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        return plain.isLoopbackAddress() || plain.isSiteLocalAddress() || carrier || uniqueLocal;
    }

    /** Takes the IPv4 address out of those that carry one: NAT64 and 6to4. Java itself does so for mapped ones. */
    private static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        boolean translated =
                bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean tunnelled = bytes[0] == 0x20 && bytes[1] == 0x02;
        int from = translated ? 12 : 2;
        try {
            return translated || tunnelled
                    ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4))
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
