// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostcollector.h"

#include "tests/support/failonwarning.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <latch>

using namespace wf;
using namespace wf::station;
using namespace std::chrono_literals;
using base::Labels;

namespace {

class Tree {
public:
    void write(const QString &path, const QByteArray &text) const
    {
        const QString full = m_folder.filePath(path);
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", qPrintable(full));
    }
    [[nodiscard]] QString path(const QString &below = {}) const { return m_folder.filePath(below); }

private:
    QTemporaryDir m_folder;
};

std::optional<double> valueOf(const wire::Exposition &all, const Labels &wanted)
{
    for (const auto &sample : all.samples)
        if (sample.labels == wanted)
            return sample.value;
    return std::nullopt;
}

HostSettings below(const Tree &tree)
{
    HostSettings settings;
    settings.procfs = tree.path(QStringLiteral("proc"));
    settings.sysfs = tree.path(QStringLiteral("sys"));
    settings.rootfs = tree.path(QStringLiteral("root"));
    return settings;
}

} // namespace

class HostTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void collectsThisMachine()
    {
        const base::SystemClock clock;
        HostCollector host({}, clock);
        const auto all = host.collect({});
        QVERIFY(all.ok());
        QVERIFY(valueOf(*all, {{"__name__", "node_memory_MemTotal_bytes"}}).value_or(0) > 1e6);
        QVERIFY(valueOf(*all, {{"__name__", "node_load1"}}));
        QVERIFY(valueOf(*all, {{"__name__", "node_cpu_seconds_total"}, {"cpu", "0"}, {"mode", "idle"}}));
        QCOMPARE(valueOf(*all, {{"__name__", "node_scrape_collector_success"}, {"collector", "stat"}}).value_or(0),
                 1.0);
        QVERIFY(std::abs(valueOf(*all, {{"__name__", "node_time_seconds"}}).value_or(0) -
                         static_cast<double>(clock.nowNs()) / 1e9) < 5);
        std::set<Labels> seen;
        for (const auto &sample : all->samples)
            QVERIFY2(seen.insert(sample.labels).second, qPrintable(sample.labels.toString()));
        for (const auto &family : all->families)
            QVERIFY2(!family.help.isEmpty(), qPrintable(family.name));
    }

    void readsDevicesThatThisMachineMayLack()
    {
        Tree tree;
        tree.write(QStringLiteral("proc/loadavg"), "1 2 3\n");
        tree.write(QStringLiteral("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq"), "2400000\n");
        tree.write(QStringLiteral("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"), "4000000\n");
        tree.write(QStringLiteral("sys/devices/system/cpu/cpu0/topology/core_id"), "0\n");
        tree.write(QStringLiteral("sys/devices/system/cpu/cpu0/topology/physical_package_id"), "0\n");
        tree.write(QStringLiteral("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count"), "5\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/name"), "k10temp\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/temp1_input"), "45500\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/temp1_crit_alarm"), "0\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/temp1_label"), "Tctl\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/fan2_input"), "1200\n");
        tree.write(QStringLiteral("sys/class/hwmon/hwmon0/in0_max"), "3300\n");
        tree.write(QStringLiteral("sys/class/thermal/thermal_zone0/temp"), "51000\n");
        tree.write(QStringLiteral("sys/class/thermal/thermal_zone0/type"), "x86_pkg_temp\n");
        tree.write(QStringLiteral("sys/class/net/eth0/operstate"), "up\n");
        tree.write(QStringLiteral("sys/class/net/eth0/flags"), "0x1003\n");
        tree.write(QStringLiteral("sys/class/net/eth0/speed"), "1000\n");
        tree.write(QStringLiteral("sys/class/net/bonding_masters"), "\n");
        const base::SystemClock clock;
        HostCollector host(below(tree), clock);
        const auto all = host.collect({});
        QVERIFY(all.ok());
        const auto value = [&](const Labels &labels) { return valueOf(*all, labels).value_or(-1); };
        QCOMPARE(value({{"__name__", "node_cpu_scaling_frequency_hertz"}, {"cpu", "0"}}), 2.4e9);
        QCOMPARE(value({{"__name__", "node_cpu_frequency_max_hertz"}, {"cpu", "0"}}), 4e9);
        QCOMPARE(value({{"__name__", "node_cpu_core_throttles_total"}, {"core", "0"}, {"package", "0"}}), 5.0);
        QCOMPARE(value({{"__name__", "node_hwmon_temp_celsius"}, {"chip", "k10temp"}, {"sensor", "temp1"}}), 45.5);
        QCOMPARE(value({{"__name__", "node_hwmon_temp_crit_alarm_celsius"}, {"chip", "k10temp"}, {"sensor", "temp1"}}),
                 0.0);
        QCOMPARE(value({{"__name__", "node_hwmon_fan_rpm"}, {"chip", "k10temp"}, {"sensor", "fan2"}}), 1200.0);
        QCOMPARE(value({{"__name__", "node_hwmon_in_max_volts"}, {"chip", "k10temp"}, {"sensor", "in0"}}), 3.3);
        QCOMPARE(
            value(
                {{"__name__", "node_hwmon_sensor_label"}, {"chip", "k10temp"}, {"label", "Tctl"}, {"sensor", "temp1"}}),
            1.0);
        QCOMPARE(value({{"__name__", "node_thermal_zone_temp"}, {"type", "x86_pkg_temp"}, {"zone", "0"}}), 51.0);
        QCOMPARE(value({{"__name__", "node_network_flags"}, {"device", "eth0"}}), 4099.0);
        QCOMPARE(value({{"__name__", "node_network_speed_bytes"}, {"device", "eth0"}}), 125e6);
        QCOMPARE(value({{"__name__", "node_network_up"}, {"device", "eth0"}}), 1.0);
        QCOMPARE(value({{"__name__", "node_scrape_collector_success"}, {"collector", "meminfo"}}), 0.0);
    }

    void saysWhenThereIsNothingToRead()
    {
        HostSettings settings;
        settings.procfs = settings.sysfs = settings.rootfs = QStringLiteral("/nowhere");
        const base::SystemClock clock;
        std::stop_source stop;
        stop.request_stop();
        const auto all = HostCollector(settings, clock).collect(stop.get_token());
        QVERIFY(!all.ok());
        QVERIFY(all.error().summary.contains(QStringLiteral("/nowhere")));
    }

    void neverWaitsForASilentServer()
    {
        Tree tree;
        tree.write(QStringLiteral("proc/1/mounts"), "/dev/vda / ext4 rw 0 0\nserver:/x /silent nfs4 rw 0 0\n"
                                                    "server:/y /answers nfs ro 0 0\n/dev/vdb /broken ext4 rw 0 0\n");
        auto release = std::make_shared<std::latch>(1);
        auto asked = std::make_shared<std::atomic<int>>(0);
        const auto ask = [release, asked](const std::string &path) -> std::optional<FilesystemSize> {
            if (path == "/silent") {
                ++*asked;
                release->wait();
            }
            if (path == "/broken")
                return std::nullopt;
            return FilesystemSize{1024, 10, 5, 4, 100, 50};
        };
        Filesystems filesystems(tree.path(QStringLiteral("proc")).toStdString(), "/", ask, 100ms);
        const auto write = [&] {
            HostWriter out;
            filesystems.write(out);
            return out.take();
        };
        const auto place = [](const char *name, const char *device, const char *point, const char *type) {
            return Labels{{"__name__", name}, {"device", device}, {"mountpoint", point}, {"fstype", type}};
        };
        for (int round = 0; round < 3; ++round) {
            const auto all = write();
            QCOMPARE(valueOf(all, place("node_filesystem_size_bytes", "/dev/vda", "/", "ext4")).value_or(0), 10240.0);
            QCOMPARE(valueOf(all, place("node_filesystem_device_error", "server:/x", "/silent", "nfs4")).value_or(0),
                     1.0);
            QVERIFY(!valueOf(all, place("node_filesystem_size_bytes", "server:/x", "/silent", "nfs4")));
            QCOMPARE(valueOf(all, place("node_filesystem_device_error", "/dev/vdb", "/broken", "ext4")).value_or(0),
                     1.0);
        }
        QCOMPARE(asked->load(), 1);
        release->count_down();
        QTRY_VERIFY(valueOf(write(), place("node_filesystem_size_bytes", "server:/x", "/silent", "nfs4")));
        QTRY_COMPARE(valueOf(write(), place("node_filesystem_readonly", "server:/y", "/answers", "nfs")).value_or(0),
                     1.0);
    }
};

QTEST_GUILESS_MAIN(HostTest)
#include "tst_host.moc"
