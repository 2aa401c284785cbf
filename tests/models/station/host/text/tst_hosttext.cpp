// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

// "name{labels} value" lines, in the order written.
template<class Write>
QString written(Write write)
{
    HostWriter out;
    write(out);
    QStringList lines;
    for (const auto &sample : out.seen().samples)
        lines << sample.labels.toString() + u' ' + QString::number(sample.value, 'g', 15);
    return lines.join(u'\n');
}

} // namespace

class HostTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void readsStat()
    {
        constexpr auto text =
            "cpu  30 2 3 4 5 6 7 8 9 10\ncpu0 10 20 30 40 50 60 70 80 90 100\nintr 5767 1 2 3\n"
            "ctxt 952963\nbtime 1795879692\nprocesses 23932\nprocs_running 5\nprocs_blocked 1\nsoftirq 1 2\n";
        QCOMPARE(written([&](HostWriter &out) { hosttext::stat(text, out); }),
                 QStringLiteral("node_intr_total 5767\nnode_context_switches_total 952963\nnode_boot_time_seconds "
                                "1795879692\nnode_forks_total 23932\nnode_procs_running 5\nnode_procs_blocked 1"));
        QCOMPARE(written([&](HostWriter &out) { hosttext::cpu(text, 100, out); }).split(u'\n'),
                 (QStringList{QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"user\"} 0.1"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"nice\"} 0.2"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"system\"} 0.3"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"idle\"} 0.4"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"iowait\"} 0.5"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"irq\"} 0.6"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"softirq\"} 0.7"),
                              QStringLiteral("node_cpu_seconds_total{cpu=\"0\", mode=\"steal\"} 0.8"),
                              QStringLiteral("node_cpu_guest_seconds_total{cpu=\"0\", mode=\"user\"} 0.9"),
                              QStringLiteral("node_cpu_guest_seconds_total{cpu=\"0\", mode=\"nice\"} 1")}));
    }

    void readsMemory()
    {
        QCOMPARE(written([](HostWriter &out) {
                     hosttext::meminfo(
                         "MemTotal:  24683652 kB\nActive(anon): 2 kB\nHugePages_Total:  3\nbroken\nX: y kB\n", out);
                 }),
                 QStringLiteral("node_memory_MemTotal_bytes 25276059648\nnode_memory_Active_anon_bytes "
                                "2048\nnode_memory_HugePages_Total 3"));
    }

    void readsPressureLoadAndFiles()
    {
        QCOMPARE(
            written([](HostWriter &out) {
                hosttext::pressure("io",
                                   "some avg10=0.69 avg60=0.36 avg300=0.46 total=31603980\nfull avg10=0.00 avg60=0.00 "
                                   "avg300=0.00 total=9640998\n",
                                   out);
                hosttext::pressure("cpu", "some avg10=0 total=5\nfull avg10=0 total=7\n", out);
                hosttext::loadavg("3.75 1.78 0.82 5/150 12345\n", out);
                hosttext::fileNr("936\t0\t2466165\n", out);
                hosttext::vmstat(
                    "nr_free_pages 5\npgpgin 7\npgfault 8\npgmajfault 9\npswpin 10\noom_kill 0\npgsteal 3\n", out);
            }),
            QStringLiteral(
                "node_pressure_io_waiting_seconds_total 31.60398\nnode_pressure_io_stalled_seconds_total 9.640998\n"
                "node_pressure_cpu_waiting_seconds_total 5e-06\nnode_load1 3.75\nnode_load5 1.78\nnode_load15 0.82\n"
                "node_filefd_allocated 936\nnode_filefd_maximum 2466165\nnode_vmstat_pgpgin 7\nnode_vmstat_pgfault 8\n"
                "node_vmstat_pgmajfault 9\nnode_vmstat_pswpin 10\nnode_vmstat_oom_kill 0"));
    }

    void readsDisksWithoutPartitions()
    {
        const auto lines = hosttext::diskstats("   7 0 loop0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n 254 0 vda 10 20 30 40 "
                                               "50 60 70 80 90 100 110 120 130 140 150 160 170\n"
                                               " 254 1 vda1 1 1 1 1 1 1 1 1 1 1 1\n 259 0 nvme0n1 1 2 3 4 5 6 7 8 9 10 "
                                               "11\n 259 1 nvme0n1p2 1 1 1 1 1 1 1 1 1 1 1\n"
                                               " 8 0 sda 1 2 3\n 9 0 md0 1 1 1 1 1 1 1 1 1 1 1\n");
        QCOMPARE(lines.size(), std::size_t{3});
        QCOMPARE(lines[0].device, std::string("vda"));
        const auto device = hosttext::udevDevice(
            "S:disk/by-id/x\nE:ID_MODEL=Fast\nE:ID_SERIAL_SHORT=S1\nE:ID_FS_USAGE=filesystem\nE:ID_FS_TYPE=ext4\n");
        const QString text = written([&](HostWriter &out) { hosttext::disk(lines[0], device, out); });
        for (const char *wanted :
             {"node_disk_read_bytes_total{device=\"vda\"} 15360",
              "node_disk_read_time_seconds_total{device=\"vda\"} 0.04", "node_disk_io_now{device=\"vda\"} 90",
              "node_disk_discarded_sectors_total{device=\"vda\"} 140",
              "node_disk_flush_requests_time_seconds_total{device=\"vda\"} 0.17",
              "node_disk_info{device=\"vda\", major=\"254\", minor=\"0\", model=\"Fast\", serial=\"S1\"} 1",
              "node_disk_filesystem_info{device=\"vda\", type=\"ext4\", usage=\"filesystem\"} 1"})
            QVERIFY2(text.split(u'\n').contains(QString::fromLatin1(wanted)), wanted);
        QVERIFY(
            !written([&](HostWriter &out) { hosttext::disk(lines[1], {}, out); }).contains(QStringLiteral("discard")));
    }

    void readsMounts()
    {
        const auto all = hosttext::mounts(
            "/dev/vda / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n/dev/sdb1 /mnt/my\\040disk vfat ro,x 0 0\n"
            "overlay /var/lib/docker/overlay2/x/merged overlay rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n"
            "/dev/vda / ext4 rw 0 0\nsrv:/a /srv nfs4 rw,ro2 0 0\nshort\n/dev/x /devices ext4 rw 0 0\n");
        QCOMPARE(all, (std::vector<hosttext::Mount>{{"/dev/vda", "/", "ext4", false},
                                                    {"/dev/sdb1", "/mnt/my disk", "vfat", true},
                                                    {"srv:/a", "/srv", "nfs4", false},
                                                    {"/dev/x", "/devices", "ext4", false}}));
        QVERIFY(hosttext::mayHang("nfs4") && hosttext::mayHang("fuse.sshfs") && !hosttext::mayHang("ext4"));
    }

    void readsTheNetwork()
    {
        const QString text = written([](HostWriter &out) {
            hosttext::netDev("Inter-|   Receive  |  Transmit\n face |bytes packets\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 "
                             "13 14 15 16\nlo:1 1\n",
                             out);
            hosttext::netstat("Tcp: RtoAlgorithm ActiveOpens CurrEstab\nTcp: 1 19 3\nIp: Forwarding DefaultTTL\nIp: 2 "
                              "64\nTcpExt: ListenDrops X\n",
                              out);
            hosttext::snmp6("Ip6InOctets                  \t128\nUdpLite6InErrors 5\nIcmp6OutType133 1\n", out);
            hosttext::sockstat(
                "sockets: used 24\nTCP: inuse 5 orphan 0 tw 1 alloc 5 mem 168\nFRAG6: inuse 0 memory 0\n", 4096, out);
            hosttext::softnet("0000000e 00000001 00000002\n00005f92 00000000 00000000\n", out);
            hosttext::arp(
                "IP address HW type Flags HW address Mask Device\n192.0.2.1  0x1  0x2  02:fc:00:00:00:05  *  eth0\n",
                out);
            hosttext::udpQueues(
                "v4", "  sl  local_address rem_address   st tx_queue rx_queue\n 1: 0 0 07 00000010:000000FF 0\n", out);
            hosttext::conntrackStat("entries found insert\n00000001 0000000a 00000003\n00000001 00000002 00000001\n",
                                    out);
        });
        for (const char *wanted :
             {"node_network_receive_bytes_total{device=\"eth0\"} 1",
              "node_network_receive_frame_total{device=\"eth0\"} 6",
              "node_network_transmit_compressed_total{device=\"eth0\"} 16", "node_netstat_Tcp_ActiveOpens 19",
              "node_netstat_Ip_Forwarding 2", "node_netstat_Ip6_InOctets 128", "node_netstat_UdpLite6_InErrors 5",
              "node_sockstat_sockets_used 24", "node_sockstat_TCP_mem_bytes 688128", "node_sockstat_FRAG6_memory 0",
              "node_softnet_processed_total{cpu=\"1\"} 24466", "node_softnet_times_squeezed_total{cpu=\"0\"} 2",
              "node_arp_entries{device=\"eth0\"} 1", "node_udp_queues{ip=\"v4\", queue=\"rx\"} 255",
              "node_nf_conntrack_stat_found 12", "node_nf_conntrack_stat_insert 4"})
            QVERIFY2(text.split(u'\n').contains(QString::fromLatin1(wanted)),
                     qPrintable(QString::fromLatin1(wanted) + u'\n' + text));
        QVERIFY(!text.contains(QStringLiteral("RtoAlgorithm")) && !text.contains(QStringLiteral("DefaultTTL")) &&
                !text.contains(QStringLiteral("OutType133")) && !text.contains(QStringLiteral("ListenDrops")));
    }

    void readsTheRelease()
    {
        QCOMPARE(written([](HostWriter &out) {
                     hosttext::osRelease("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE='debian'\n# x\nVERSION_ID=\"22.04.3\"\n",
                                         out);
                 }),
                 QStringLiteral(
                     "node_os_info{id=\"ubuntu\", id_like=\"debian\", name=\"Ubuntu\", version_id=\"22.04.3\"} 1\n"
                     "node_os_version{id=\"ubuntu\", id_like=\"debian\", name=\"Ubuntu\"} 22.04"));
    }

    void readsProcesses()
    {
        const auto stat = hosttext::processStat(
            "42 (a) b (c)) S 1 42 42 0 -1 4194560 100 0 7 0 11 22 0 0 20 0 3 0 5000 8192 77 184467\n");
        QVERIFY(stat);
        QCOMPARE(stat->comm, std::string("a) b (c)"));
        QCOMPARE(stat->state, 'S');
        QCOMPARE(stat->minorFaults, 100.0);
        QCOMPARE(stat->majorFaults, 7.0);
        QCOMPARE(stat->userTicks, 11.0);
        QCOMPARE(stat->systemTicks, 22.0);
        QCOMPARE(stat->threads, 3.0);
        QCOMPARE(stat->startTicks, 5000.0);
        QCOMPARE(stat->virtualBytes, 8192.0);
        QCOMPARE(stat->residentPages, 77.0);
        for (const char *broken : {"", "42", "42 (x", "42 (x) S 1 2", ")("})
            QVERIFY(!hosttext::processStat(broken));
    }

    void survivesRubbish()
    {
        for (const QByteArray &rubbish :
             {QByteArray(), QByteArray("\n\n\n"), QByteArray("a"), QByteArray(":"), QByteArray("= \\1 ( )"),
              QByteArray("cpu\ncpux\ncpu9"), QByteArray(5000, '\xff'), QByteArray("\0\0", 2)}) {
            const std::string_view text(rubbish.constData(), static_cast<std::size_t>(rubbish.size()));
            HostWriter out;
            hosttext::stat(text, out);
            hosttext::cpu(text, 100, out);
            hosttext::loadavg(text, out);
            hosttext::vmstat(text, out);
            hosttext::fileNr(text, out);
            hosttext::pressure("io", text, out);
            hosttext::osRelease(text, out);
            hosttext::meminfo(text, out);
            hosttext::netDev(text, out);
            hosttext::netstat(text, out);
            hosttext::snmp6(text, out);
            hosttext::sockstat(text, 1, out);
            hosttext::softnet(text, out);
            hosttext::arp(text, out);
            hosttext::udpQueues("v4", text, out);
            hosttext::conntrackStat(text, out);
            QVERIFY(hosttext::diskstats(text).empty());
            QVERIFY(hosttext::mounts(text).empty());
            QVERIFY(!hosttext::processStat(text));
        }
    }
};

QTEST_GUILESS_MAIN(HostTextTest)
#include "tst_hosttext.moc"
