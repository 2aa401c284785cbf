// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/questionplan.h"
#include "models/engine/objectives/compute/budgetreport.h"

#include "models/query/promql/memory/memorysamples.h"
#include "tests/peers/backfilledprometheus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

#include <cmath>
#include <optional>
#include <random>

using namespace wf;

namespace {

constexpr qint64 start = 1'700'000'000'000;
constexpr qint64 days = 8;
constexpr qint64 at =
    start + 7 * 86'400'000 + 40'000'321; // beside every sample: what a range's ends hold differs by version

struct Written {
    query::MemorySamples samples;
    QByteArray openMetrics;
};

// Requests of two instances, with restarts, gaps and jitter; a gauge that is now and then 0.
Written history()
{
    Written out;
    out.openMetrics = "# TYPE requests counter\n";
    QByteArray gauge = "# TYPE healthy gauge\n";
    std::mt19937 random(11);
    std::uniform_real_distribution<double> chance(0, 1);
    for (const char *instance : {"a", "b"}) {
        double good = 0;
        double bad = 0;
        std::array<QByteArray, 2> counters;
        for (qint64 t = start; t < start + days * 86'400'000; t += 60'000) {
            if (chance(random) < 0.0008)
                good = bad = 0;
            if (chance(random) < 0.0004)
                t += static_cast<qint64>(chance(random) * 120) * 60'000;
            good += std::floor(chance(random) * 80);
            bad += chance(random) < 0.04 ? std::floor(chance(random) * 9) : 0;
            const qint64 when = t + 1 + static_cast<qint64>(chance(random) * 300);
            const QByteArray stamp = QByteArray::number(static_cast<double>(when) / 1000, 'f', 3);
            const auto put = [&](const char *name, const char *code, double value, QByteArray &into) {
                std::vector<base::Labels::Pair> labels{{"__name__", name}, {"instance", instance}};
                QByteArray line = QByteArray(name) + "{instance=\"" + instance + "\"";
                if (code) {
                    labels.emplace_back("code", code);
                    line += QByteArray(",code=\"") + code + "\"";
                }
                into += line + "} " + QByteArray::number(value, 'g', 17) + " " + stamp + "\n";
                out.samples.append(base::Labels(std::move(labels)), when, value);
            };
            put("requests_total", "200", good, counters[0]);
            put("requests_total", "500", bad, counters[1]);
            put("healthy", nullptr, chance(random) < 0.02 ? 0 : 1, gauge);
        }
        out.openMetrics += counters[0] + counters[1];
    }
    out.openMetrics += gauge + "# EOF\n";
    return out;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

} // namespace

// The same samples, backfilled into a Prometheus: the same budgets.
class SloLikePrometheusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_prometheus.reset(); }
    void budgetsAndBurnRatesAgree_data();
    void budgetsAndBurnRatesAgree();
    void questionsAskedTogetherGiveTheNumbersOfSingleOnes();

private:
    [[nodiscard]] QJsonArray results(const QString &query);
    [[nodiscard]] std::optional<double> ask(const QString &query);

    QNetworkAccessManager m_manager;
    std::unique_ptr<tests::BackfilledPrometheus> m_prometheus;
    Written m_written;
};

void SloLikePrometheusTest::initTestCase()
{
    if (!tests::BackfilledPrometheus::isInstalled())
        QSKIP("prometheus and promtool are not installed");
    m_written = history();
    m_prometheus = std::make_unique<tests::BackfilledPrometheus>();
    QVERIFY(m_prometheus->start(m_written.openMetrics));
    QTRY_VERIFY_WITH_TIMEOUT(ask(QStringLiteral("count(requests_total)")).has_value(), 60'000);
}

QJsonArray SloLikePrometheusTest::results(const QString &query)
{
    QUrl url(QStringLiteral("http://%1/api/v1/query").arg(m_prometheus->address()));
    QUrlQuery parameters;
    parameters.addQueryItem(QStringLiteral("query"), QString::fromLatin1(QUrl::toPercentEncoding(query)));
    parameters.addQueryItem(QStringLiteral("time"), QString::number(static_cast<double>(at) / 1000, 'f', 3));
    url.setQuery(parameters);
    std::unique_ptr<QNetworkReply> reply(m_manager.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(20'000))
        return {};
    return QJsonDocument::fromJson(reply->readAll())[u"data"][u"result"].toArray();
}

std::optional<double> SloLikePrometheusTest::ask(const QString &query)
{
    const QJsonArray result = results(query);
    return result.size() == 1 ? std::optional(result[0][u"value"][1].toString().toDouble()) : std::nullopt;
}

void SloLikePrometheusTest::budgetsAndBurnRatesAgree_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("bad");
    QTest::addColumn<QString>("total");
    // What a person would ask Prometheus: share of bad events within %1.
    QTest::addColumn<QString>("share");
    const auto row = [](const char *name, signals::SliKind kind, const char *bad, const char *total,
                        const char *share) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(bad) << QString::fromLatin1(total)
                            << QString::fromLatin1(share);
    };
    row("counters", signals::SliKind::Ratio, "requests_total{code=~\"5..\"}", "requests_total",
        "sum(increase(requests_total{code=~\"5..\"}[%1])) / sum(increase(requests_total[%1]))");
    row("sums", signals::SliKind::Ratio, "sum by (instance) (requests_total{code=~\"5..\"})", "sum(requests_total)",
        "sum(increase(requests_total{code=~\"5..\"}[%1])) / sum(increase(requests_total[%1]))");
    row("rates with Sloth's window", signals::SliKind::Ratio, "sum(rate(requests_total{code=~\"5..\"}[{{.window}}]))",
        "sum(rate(requests_total[{{.window}}]))",
        "sum(rate(requests_total{code=~\"5..\"}[%1])) / sum(rate(requests_total[%1]))");
    row("a boolean gauge", signals::SliKind::BoolGauge, "", "healthy",
        "1 - sum(sum_over_time(healthy[%1])) / sum(count_over_time(healthy[%1]))");
    row("a share of Sloth's", signals::SliKind::Raw,
        "sum(rate(requests_total{code=~\"5..\"}[{{.window}}])) / sum(rate(requests_total[{{.window}}]))", "",
        "sum(rate(requests_total{code=~\"5..\"}[%1])) / sum(rate(requests_total[%1]))");
}

void SloLikePrometheusTest::budgetsAndBurnRatesAgree()
{
    QFETCH(int, kind);
    QFETCH(QString, bad);
    QFETCH(QString, total);
    QFETCH(QString, share);
    signals::Objective o;
    o.kind = static_cast<signals::SliKind>(kind);
    (o.kind == signals::SliKind::Raw ? o.rawQuery : o.badQuery) = bad;
    o.rawIsBadShare = o.kind == signals::SliKind::Raw;
    o.totalQuery = total;
    o.target = 0.995;
    o.windowNs = 7 * base::nsPerDay;
    const auto report = engine::computeBudget(o, m_written.samples, at * base::nsPerMs, {}, {});
    QVERIFY(report.ok() && report->whole.isKnown);
    const auto theirs = [&](qint64 lengthNs) {
        return ask(share.arg(QStringLiteral("%1s").arg(lengthNs / base::nsPerSecond))).value_or(std::nan(""));
    };
    const double whole = theirs(o.windowNs);
    QVERIFY2(isClose(report->compliance, 1 - whole),
             qPrintable(QString::number(report->compliance - 1 + whole, 'g', 9)));
    QVERIFY(isClose(report->left, 1 - whole / (1 - o.target)));
    for (const auto &window : report->windows) {
        const double one = theirs(window.lengthNs) / (1 - o.target);
        QVERIFY2(
            isClose(window.burn, one),
            qPrintable(
                QStringLiteral("%1 s: %2, not %3").arg(window.lengthNs / base::nsPerSecond).arg(window.burn).arg(one)));
    }
    // And the very questions in the report give its very numbers there.
    const auto asked = ask(report->queries.total);
    QVERIFY(asked && (report->queries.isShare || isClose(*asked, report->whole.total)));
}

void SloLikePrometheusTest::questionsAskedTogetherGiveTheNumbersOfSingleOnes()
{
    engine::AskedSource source;
    QStringList exprs;
    for (int i = 0; i < 30; ++i)
        exprs << QStringLiteral("sum(increase(requests_total{code=~\"%1..\"}[%2m]))").arg(i % 2 ? 5 : 2).arg(5 + 7 * i);
    exprs << QStringLiteral("sum(increase(nobody_total[1h]))") << QStringLiteral("avg(healthy) * 0 + 1");
    for (const QString &expr : std::as_const(exprs))
        (void)source.instant(expr, at * base::nsPerMs);
    const auto plan = engine::planOf({&source});
    QCOMPARE(plan.bundles.size(), std::size_t(1));
    const QJsonArray together = results(engine::bundleText(plan, plan.bundles.front()));
    QCOMPARE(together.size(), exprs.size() - 1); // nobody counts nothing
    for (const auto &one : together) {
        const std::string place = one[u"metric"][u"watchfloor_question"].toString().toStdString();
        const auto found =
            engine::placeInBundle(base::Labels{{"watchfloor_question", place}}, plan.bundles.front().points.size());
        QVERIFY(found.has_value());
        const QString &expr = plan.questions[plan.bundles.front().points[*found].question].question.expr;
        QCOMPARE(one[u"value"][1].toString().toDouble(), ask(expr).value_or(std::nan("")));
    }
}

QTEST_GUILESS_MAIN(SloLikePrometheusTest)
#include "tst_slolikeprometheus.moc"
