// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the foresight rooms reach on public, labelled sets, by the scoring scripts beside the corpus, next to the
// yardsticks that lie with each set. Usage: bench_foresight [changepoints] [forecast] [detect]; all without any.
#include "app/analyze/changepointfiles.h"
#include "tests/bench/benchline.h"
#include "tests/bench/foresight/scoring.h"

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

void changePoints(const QDir &data, const QDir &out)
{
    const QString turing = data.filePath(QStringLiteral("tcpd"));
    const QString points = out.filePath(QStringLiteral("tcpd.json"));
    if (done(app::analyzeChangePointFiles(turing, points))) {
        const auto score = bench::scored(QStringLiteral("cpd_score"),
                                         {QStringLiteral("--data"), turing, QStringLiteral("--pred"), points});
        bench::record("changepoints_tcpd_f1", bench::figure(score, {QStringLiteral("F1")}), "F1", "human left out",
                      bench::figure(score, {QStringLiteral("human_left_out"), QStringLiteral("F1")}));
        bench::record("changepoints_tcpd_cover", bench::figure(score, {QStringLiteral("cover")}), "cover",
                      "human left out",
                      bench::figure(score, {QStringLiteral("human_left_out"), QStringLiteral("cover")}));
    }
    const QDir noise(data.filePath(QStringLiteral("perfnoise")));
    const QString steps = out.filePath(QStringLiteral("perfnoise.json"));
    const double before = bench::cpuMs();
    if (done(app::analyzeChangePointFiles(noise.path(), steps))) {
        const double ms = bench::cpuMs() - before;
        const auto score = bench::scored(
            QStringLiteral("perf_score"),
            {QStringLiteral("--truth"), noise.filePath(QStringLiteral("truth.json")), QStringLiteral("--pred"), steps});
        const auto scan = bench::jsonFile(noise.filePath(QStringLiteral("yardsticks.json")));
        const QString ours = QStringLiteral("submitted");
        for (const char *key : {"F1", "no_change_series_alarmed"})
            bench::record(QByteArray("changepoints_perfnoise_").append(key).toLower().constData(),
                          bench::figure(score, {ours, QLatin1String(key)}), "share", "rank scan",
                          bench::figure(scan, {QStringLiteral("rank scan"), QLatin1String(key)}));
        bench::record("changepoints_series_of_200", ms / 100, "ms CPU");
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication program(argc, argv);
    const auto asked = QCoreApplication::arguments().mid(1);
    const auto wants = [&asked](const char *what) { return asked.isEmpty() || asked.contains(QLatin1String(what)); };
    const QString corpus = bench::corpus();
    QTemporaryDir out;
    if (corpus.isEmpty() || !out.isValid()) {
        std::fprintf(stderr, "WF_CORPUS does not name the folder of the data sets; nothing measured\n");
        return 0;
    }
    const QString kept = qEnvironmentVariable("WF_BENCH_OUT", out.path());
    if (wants("changepoints"))
        changePoints(QDir(corpus), QDir(kept));
    return 0;
}
