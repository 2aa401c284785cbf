// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/processgroups.h"

#include "models/base/clock.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using base::Labels;

namespace {

ProcessGroups::Process process(int pid, const char *comm, double ticks, double pages = 10, double start = 1)
{
    hosttext::ProcessStat stat;
    stat.comm = comm;
    stat.state = 'S';
    stat.userTicks = ticks;
    stat.threads = 2;
    stat.startTicks = start;
    stat.virtualBytes = 4096;
    stat.residentPages = pages;
    return {pid, stat};
}
double valueOf(const ProcessGroups &groups, const Labels &wanted)
{
    HostWriter out;
    groups.write({100, 4096, 1'700'000'000}, out);
    for (const auto &sample : out.seen().samples)
        if (sample.labels == wanted)
            return sample.value;
    return -1;
}
Labels cpu(const char *group)
{
    return {{"__name__", "namedprocess_namegroup_cpu_seconds_total"}, {"groupname", group}, {"mode", "user"}};
}
Labels count(const char *group)
{
    return {{"__name__", "namedprocess_namegroup_num_procs"}, {"groupname", group}};
}

} // namespace

class ProcessGroupsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void addsUpTheProcessesOfAName()
    {
        ProcessGroups groups(10);
        groups.update({process(1, "web", 100), process(2, "web", 50, 20, 200), process(3, "db", 10)}, 1);
        QCOMPARE(valueOf(groups, count("web")), 2.0);
        QCOMPARE(valueOf(groups, cpu("web")), 1.5);
        QCOMPARE(valueOf(groups, {{"__name__", "namedprocess_namegroup_memory_bytes"},
                                  {"groupname", "web"},
                                  {"memtype", "resident"}}),
                 30.0 * 4096);
        QCOMPARE(valueOf(groups, {{"__name__", "namedprocess_namegroup_num_threads"}, {"groupname", "web"}}), 4.0);
        QCOMPARE(
            valueOf(groups, {{"__name__", "namedprocess_namegroup_oldest_start_time_seconds"}, {"groupname", "web"}}),
            1'700'000'000.01);
        QCOMPARE(valueOf(groups,
                         {{"__name__", "namedprocess_namegroup_states"}, {"groupname", "web"}, {"state", "Sleeping"}}),
                 2.0);
    }

    void neverCountsBackwards()
    {
        ProcessGroups groups(10);
        groups.update({process(1, "web", 100), process(2, "web", 50)}, 1);
        groups.update({process(2, "web", 70)}, 2); // one ended
        QCOMPARE(valueOf(groups, cpu("web")), 1.7);
        groups.update({process(2, "web", 5, 10, 999)}, 3); // the number was given to a new process
        QCOMPARE(valueOf(groups, cpu("web")), 1.75);
        groups.update({}, 4);
        QCOMPARE(valueOf(groups, cpu("web")), 1.75);
        QCOMPARE(valueOf(groups, count("web")), 0.0);
        groups.update({}, 4 + 6 * base::nsPerMinute);
        QCOMPARE(valueOf(groups, count("web")), -1.0);
    }

    void tellsOnlyTheLargest()
    {
        ProcessGroups groups(1);
        std::vector<ProcessGroups::Process> all;
        for (int i = 0; i < 50; ++i)
            all.push_back(process(i + 1, qPrintable(QStringLiteral("p%1").arg(i)), 0, i));
        groups.update(all, 1);
        all[3].stat.userTicks = 500;
        groups.update(all, 2);
        QCOMPARE(valueOf(groups, count("p49")), 1.0); // most memory
        QCOMPARE(valueOf(groups, count("p3")), 1.0);  // most CPU since the last look
        QCOMPARE(valueOf(groups, count("p20")), -1.0);
        for (int i = 0; i < 40; ++i) {
            all[static_cast<std::size_t>(i)].stat.userTicks += 1000 + i;
            groups.update(all, 3 + i);
        }
        HostWriter out;
        groups.write({}, out);
        qsizetype told = 0;
        for (const auto &sample : out.seen().samples)
            told += sample.labels.metricName() == "namedprocess_namegroup_num_procs" ? 1 : 0;
        QVERIFY2(told <= 3, qPrintable(QString::number(told)));
    }

    void leavesKernelThreadsOut()
    {
        ProcessGroups groups(10);
        auto thread = process(2, "kworker/0:1", 5);
        thread.stat.virtualBytes = 0;
        groups.update({thread}, 1);
        QCOMPARE(valueOf(groups, count("kworker/0:1")), -1.0);
    }
};

QTEST_GUILESS_MAIN(ProcessGroupsTest)
#include "tst_processgroups.moc"
