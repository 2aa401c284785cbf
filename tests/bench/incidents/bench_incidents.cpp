// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What correlation, root-cause ranking and triage reach on public, labelled sets, by the scoring scripts beside the
// corpus, next to the yardsticks that lie with each set; and how long 50,000 alerts take. Usage: bench_incidents
// [correlate] [rca] [triage] [storm]; all without any.
#include "app/analyze/incidents/causefiles.h"
#include "app/analyze/incidents/correlationfiles.h"
#include "app/analyze/incidents/triagefiles.h"
#include "models/engine/incidents/incidentbook.h"
#include "tests/bench/benchline.h"
#include "tests/bench/foresight/scoring.h"
#include "tests/support/manyalerts.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

using namespace wf;

namespace {

bool done(const base::Result<QString> &result)
{
    if (!result)
        std::fprintf(stderr, "%s\n", qPrintable(result.error().summary));
    return result.ok();
}

void speed(const QString &stream)
{
    auto alerts = app::readAlertStream(stream);
    if (!alerts)
        return;
    alerts->resize(std::min<std::size_t>(alerts->size(), 50'000));
    const double ms = bench::medianCpuMs(3, [&alerts] {
        analysis::Correlator correlator;
        qint64 last = 0;
        for (const auto &alert : *alerts)
            last = correlator.add(alert).incident;
        Q_UNUSED(last)
    });
    bench::record("correlate_50000_alerts", ms, "ms CPU", "bar", 1000);
}

void correlation(const QDir &data, const QDir &out)
{
    const QString in = data.filePath(QStringLiteral("alerts_ait"));
    const QString incidents = out.filePath(QStringLiteral("incidents"));
    if (!done(app::correlateAlertFiles(in, incidents)))
        return;
    const auto score = bench::scored(QStringLiteral("alert_score"),
                                     {QStringLiteral("--data"), in, QStringLiteral("--pred"), incidents});
    const auto yards = bench::jsonFile(QDir(in).filePath(QStringLiteral("yardsticks.json")));
    const QString grouping = QStringLiteral("gap 300 s, same type and host");
    for (const char *key :
         {"reduction", "precision", "precision_chain", "step_recall", "fragments", "false_notifications_per_day"})
        bench::record(QByteArray("correlate_ait_").append(key).constData(),
                      bench::figure(score, {QStringLiteral("submitted"), QStringLiteral("MEAN"), QLatin1String(key)}),
                      "of alerts", "type and host, 300 s", bench::figure(yards, {grouping, QLatin1String(key)}));
    speed(QDir(in).filePath(QStringLiteral("wheeler.csv")));
}

void causes(const QDir &data, const QDir &out, const char *set, const QString &peer, const QStringList &published)
{
    const QDir in(data.filePath(QLatin1String(set)));
    const QString ranked = out.filePath(QLatin1String(set) + QStringLiteral(".json"));
    const double before = bench::cpuMs();
    if (!done(app::rankCauseFiles(in.path(), ranked)))
        return;
    bench::record(QByteArray(set).append("_ms").constData(), bench::cpuMs() - before, "ms CPU");
    const auto score = bench::scored(
        QStringLiteral("rca_score"),
        {QStringLiteral("--truth"), in.filePath(QStringLiteral("cases.json")), QStringLiteral("--pred"), ranked});
    const auto yards = bench::jsonFile(in.filePath(QStringLiteral("yardsticks.json")));
    for (const char *key : {"AC@1", "AC@3"}) {
        QStringList ours{QStringLiteral("overall")};
        if (published.size() > 1)
            ours = {QStringLiteral("by group"), published.last()};
        const QString name = QStringList{QLatin1String(set), ours.last(), QLatin1String(key)}.join(u'_');
        bench::record(qPrintable(name), bench::figure(score, ours + QStringList{QLatin1String(key)}), "share",
                      qPrintable(peer), bench::figure(yards, published + QStringList{QLatin1String(key)}));
    }
}

void triage(const QDir &data, const QDir &out)
{
    const QDir in(data.filePath(QStringLiteral("alerts_ait")));
    const QString judged = out.filePath(QStringLiteral("triage.csv"));
    if (!done(app::triageAlertFiles(in.path(), judged)))
        return;
    const auto score = bench::scored(
        QStringLiteral("class_score"),
        {QStringLiteral("--truth"), in.filePath(QStringLiteral("triage.csv")), QStringLiteral("--pred"), judged});
    const auto yards = bench::jsonFile(in.filePath(QStringLiteral("triage_yardsticks.json")));
    for (const char *key : {"accuracy", "balanced_accuracy", "macro_f1"})
        bench::record(QByteArray("triage_ait_").append(key).constData(), bench::figure(score, {QLatin1String(key)}),
                      "of scenarios left out", "type and host role, other half",
                      bench::figure(yards, {QStringLiteral("trained on DEV triage, scored on HELDOUT triage"),
                                            QStringLiteral("type and host role, majority label"), QLatin1String(key)}));
}

// 50,000 alerts of 50,000 kinds at once: the first fold, and one change as the engine folds it.
void storm()
{
    constexpr int count = 50'000;
    constexpr qint64 now = 1'778'723'840'000'000'000;
    auto first = std::make_shared<engine::AlertSnapshot>(*support::manyAlertsSnapshot(count, now));
    std::vector<double> folds;
    engine::IncidentBook book;
    for (int run = 0; run < 3; ++run) {
        book = engine::IncidentBook();
        const double before = bench::cpuMs();
        book.apply(*first, nullptr);
        const auto incidents = book.snapshot(now);
        (void)book.takeChanged();
        folds.push_back(bench::cpuMs() - before);
        if (run == 0)
            bench::record("fold_50000_incidents", static_cast<double>(incidents->open.size()), "incidents");
    }
    std::ranges::sort(folds);
    bench::record("fold_50000_distinct_alerts", folds[1], "ms CPU", "bar", 1000);
    const double ms = bench::medianCpuMs(9, [&] {
        auto one = first->alerts[count / 2];
        one.handling = one.handling == engine::Handling::Open ? engine::Handling::Acknowledged : engine::Handling::Open;
        first->alerts.replace(count / 2, std::move(one));
        book.apply(*first, nullptr);
        (void)book.snapshot(now);
        (void)book.takeChanged();
    });
    bench::record("fold_one_change_in_50000", ms, "ms CPU", "bar", 50);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const auto runs = [&wanted](const char *what) { return wanted.isEmpty() || wanted.contains(QLatin1String(what)); };
    const QString corpus = bench::corpus();
    const QTemporaryDir scratch;
    if (runs("storm"))
        storm();
    if (corpus.isEmpty() || !scratch.isValid()) {
        std::fprintf(stderr, "WF_CORPUS does not name the folder of the data sets; nothing measured\n");
        return 0;
    }
    const QDir data(corpus);
    const QDir out(scratch.path());
    if (runs("correlate"))
        correlation(data, out);
    if (runs("rca")) {
        causes(data, out, "rca_petshop", QStringLiteral("published traversal"),
               {QStringLiteral("published: anomalous-node traversal of the known graph, MAD score > 5 "
                               "(code/RCA-Dataset-Eval.ipynb of the source)")});
        for (const char *system : {"OnlineBoutique", "TrainTicket"})
            causes(data, out, "rca_nezha", QStringLiteral("Nezha, published"),
                   {QStringLiteral("published: Nezha (metrics, logs and traces; both days of a system together)"),
                    QLatin1String(system)});
    }
    if (runs("triage"))
        triage(data, out);
    return 0;
}
