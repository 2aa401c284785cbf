// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What watching this machine costs: CPU of one collection, and its share of a core at 15 s; node_exporter's beside it
// when it is installed (its process' own CPU over the same number of scrapes).
#include "models/station/host/hostcollector.h"
#include "tests/bench/benchline.h"

#include <QProcess>
#include <QStandardPaths>

#include <cstdio>
#include <string>

using namespace wf;

namespace {

// User and system time of a process, in milliseconds.
double processCpuMs(qint64 pid)
{
    std::FILE *file = std::fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "r");
    if (!file)
        return 0;
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    const auto stat = station::hosttext::processStat(text);
    return stat ? (stat->userTicks + stat->systemTicks) * 10 : 0;
}

double nodeExporterCpuMs(int scrapes)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus-node-exporter"));
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    if (program.isEmpty() || curl.isEmpty())
        return 0;
    constexpr auto address = "127.0.0.1:29178";
    QProcess exporter;
    exporter.setProcessChannelMode(QProcess::MergedChannels);
    exporter.start(program, {QStringLiteral("--web.listen-address=") + QLatin1String(address)});
    if (!exporter.waitForStarted())
        return 0;
    const auto scrape = [&](int retries) {
        return QProcess::execute(curl, {QStringLiteral("-sS"), QStringLiteral("--retry-connrefused"),
                                        QStringLiteral("--retry"), QString::number(retries), QStringLiteral("-o"),
                                        QStringLiteral("/dev/null"),
                                        QStringLiteral("http://%1/metrics").arg(QLatin1String(address))}) == 0;
    };
    bool works = scrape(5);
    const double before = processCpuMs(exporter.processId());
    for (int i = 0; i < scrapes && works; ++i)
        works = scrape(0);
    const double after = processCpuMs(exporter.processId());
    exporter.kill();
    exporter.waitForFinished();
    return works ? (after - before) / scrapes : 0;
}

} // namespace

int main()
{
    const base::SystemClock clock;
    station::HostCollector host({}, clock);
    std::size_t samples = 0;
    const double ms = bench::medianCpuMs(30, [&] {
        const auto all = host.collect({});
        samples = all ? all->samples.size() : 0;
    });
    constexpr double intervalMs = 15'000;
    bench::record("host_samples", static_cast<double>(samples), "samples");
    bench::record("host_collection_cpu", ms, "ms", "node_exporter", nodeExporterCpuMs(50));
    bench::record("host_share_of_a_core_at_15s", 100 * ms / intervalMs, "%");
    return samples > 0 && ms < intervalMs / 100 ? 0 : 1;
}
