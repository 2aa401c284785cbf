// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/group.h"
#include "models/analysis/numbers/robust.h"
#include "models/engine/capacity/export/capacityrules.h"
#include "models/engine/capacity/resource/resource.h"
#include "tests/peers/backfilledprometheus.h"
#include "tests/support/past/openmetricspast.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 86'400'000;
const QStringList metrics{u"db_pool_in_use"_s, u"db_pool_max"_s, u"process_resident_memory_bytes"_s,
                          u"node_filesystem_size_bytes"_s, u"node_filesystem_avail_bytes"_s};
const std::vector<double> memory{1e8, 1.02e8, 0.99e8, 1.01e8, 2.4e8, 1.005e8};
constexpr double perDay = 10, limit = 500, usedNow = 400; // of the disk

// Share of a pool in use, a sample a minute.
double shareAt(qint64 timeMs)
{
    const qint64 minute = timeMs / minuteMs;
    const double day = static_cast<double>(minute % 1440) / 1440;
    return 0.3 + 0.1 * std::sin(2 * M_PI * day) + 0.01 * static_cast<double>((minute * 7919) % 97) / 97;
}

// What the servers had measured lately, and what the rules would have recorded in eight days before `nowMs`.
QByteArray history(qint64 nowMs)
{
    tests::OpenMetricsPast out;
    const qint64 last = nowMs / minuteMs * minuteMs;
    for (qint64 t = last - 8 * dayMs; t <= last; t += minuteMs) {
        const bool isLate = t > last - 15 * minuteMs;
        if (isLate) {
            out.put("db_pool_in_use", "{service=\"cart\",region=\"eu\"}", t, 100 * shareAt(t));
            out.put("db_pool_max", "{service=\"cart\",region=\"eu\"}", t, 100);
        } else {
            out.put("watchfloor:saturation_db_pool_in_use:value", "{service=\"cart\",region=\"eu\"}", t, shareAt(t));
        }
        const double full = usedNow + perDay * static_cast<double>(t - last) / dayMs;
        if (isLate) {
            const QByteArray who = "{instance=\"a\",mountpoint=\"/\",fstype=\"ext4\",device=\"sda\"}";
            out.put("node_filesystem_size_bytes", who, t, limit);
            out.put("node_filesystem_avail_bytes", who, t, limit - full);
        } else if (t % (5 * minuteMs) == 0) {
            out.put("watchfloor:disk_node_filesystem_size_bytes:used", "{instance=\"a\",mountpoint=\"/\"}", t, full);
        }
    }
    for (std::size_t pod = 0; pod < memory.size(); ++pod)
        for (qint64 t = last - 10 * minuteMs; t <= last; t += minuteMs)
            out.put("process_resident_memory_bytes", "{service=\"cart\",pod=\"" + QByteArray::number(pod) + "\"}", t,
                    memory[pod]);
    return out.text();
}

QByteArray rules()
{
    engine::AnomalyRuleOptions options;
    options.intervalNs = 5 * base::nsPerSecond;
    options.dwellNs = 5 * base::nsPerSecond;
    auto made =
        engine::exportedAnomalyRules(engine::watchlist(metrics, {}), engine::siblingQuestions(metrics, {}), options);
    auto capacity = engine::exportedCapacityRules(engine::finiteList(metrics, {}));
    for (auto &group : capacity.groups) {
        group.intervalNs = 5 * base::nsPerSecond;
        for (wire::RuleEntry &rule : group.rules)
            rule.forNs = std::min(rule.forNs, options.dwellNs); // an hour of growth is not waited for
        made.groups.push_back(std::move(group));
    }
    return QByteArray::fromStdString(
        wire::printRuleFile({{wire::RuleDocument::Form::Groups, std::move(made.groups), {}, {}}}));
}

} // namespace

// The exported rules, loaded by a real Prometheus: it accepts them, and they record what we find.
class ForesightRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_prometheus.reset(); }
    void promtoolAcceptsThem();
    void noneFails();
    void theUsualAndItsBoundAreThoseOfTheDetectors();
    void theInstanceApartIsTheSame();
    void daysLeftAreThoseOfTheForecast();

private:
    [[nodiscard]] QJsonObject get(const QString &path, const QString &query = {});
    // Value, and when it was recorded.
    struct Recorded {
        double value = 0;
        qint64 timeMs = 0;
    };
    [[nodiscard]] std::optional<Recorded> recorded(const QString &name);
    // The labels of those that fire.
    [[nodiscard]] std::vector<QJsonObject> firing(const QString &alert);

    QNetworkAccessManager m_manager;
    std::unique_ptr<tests::BackfilledPrometheus> m_prometheus;
    QByteArray m_rules = rules();
};

void ForesightRulesTest::initTestCase()
{
    if (!tests::BackfilledPrometheus::isInstalled())
        QSKIP("prometheus and promtool are not installed");
    m_prometheus = std::make_unique<tests::BackfilledPrometheus>();
    QVERIFY(m_prometheus->start(history(QDateTime::currentMSecsSinceEpoch()), m_rules));
    QTRY_VERIFY_WITH_TIMEOUT(recorded(u"watchfloor:saturation_db_pool_in_use:bound"_s).has_value(), 90'000);
    QTRY_VERIFY_WITH_TIMEOUT(recorded(u"watchfloor:disk_node_filesystem_size_bytes:days_left"_s).has_value(), 90'000);
}

QJsonObject ForesightRulesTest::get(const QString &path, const QString &query)
{
    QUrl url(u"http://%1%2"_s.arg(m_prometheus->address(), path));
    if (!query.isEmpty()) {
        QUrlQuery parameters;
        parameters.addQueryItem(u"query"_s, QString::fromLatin1(QUrl::toPercentEncoding(query)));
        url.setQuery(parameters);
    }
    std::unique_ptr<QNetworkReply> reply(m_manager.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(20'000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

std::optional<ForesightRulesTest::Recorded> ForesightRulesTest::recorded(const QString &name)
{
    // Both of one moment: the newest sample may change between two questions.
    const QJsonArray values = get(u"/api/v1/query"_s, name + u"[1m]"_s)[u"data"][u"result"].toArray();
    const QJsonArray points = values.size() == 1 ? values[0][u"values"].toArray() : QJsonArray();
    if (points.isEmpty())
        return std::nullopt;
    const QJsonArray newest = points.last().toArray();
    return Recorded{newest[1].toString().toDouble(), std::llround(newest[0].toDouble() * 1000)};
}

std::vector<QJsonObject> ForesightRulesTest::firing(const QString &alert)
{
    std::vector<QJsonObject> out;
    const QString query = u"ALERTS{alertname=\"%1\",alertstate=\"firing\"}"_s.arg(alert);
    const QJsonArray found = get(u"/api/v1/query"_s, query)[u"data"][u"result"].toArray();
    for (const auto &one : found)
        out.push_back(one[u"metric"].toObject());
    return out;
}

void ForesightRulesTest::promtoolAcceptsThem()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"rules.yml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_rules) == m_rules.size());
    file.close();
    QProcess promtool;
    promtool.start(u"promtool"_s, {u"check"_s, u"rules"_s, file.fileName()});
    QVERIFY(promtool.waitForFinished(30'000));
    const QByteArray said = promtool.readAllStandardOutput() + promtool.readAllStandardError();
    QVERIFY2(promtool.exitCode() == 0, said.constData());
}

void ForesightRulesTest::noneFails()
{
    int seen = 0;
    const QJsonArray groups = get(u"/api/v1/rules"_s)[u"data"][u"groups"].toArray();
    for (const auto &group : groups)
        for (const auto &rule : group[u"rules"].toArray()) {
            ++seen;
            QVERIFY2(rule[u"lastError"].toString().isEmpty(), qPrintable(rule[u"lastError"].toString()));
        }
    QVERIFY(seen >= 15);
}

void ForesightRulesTest::theUsualAndItsBoundAreThoseOfTheDetectors()
{
    const QString stem = u"watchfloor:saturation_db_pool_in_use:"_s;
    const auto value = recorded(stem + u"value"_s), usual = recorded(stem + u"usual"_s),
               bound = recorded(stem + u"bound"_s);
    QVERIFY(value && usual && bound);
    std::vector<double> days;
    for (int day = 1; day <= 7; ++day)
        days.push_back(shareAt(usual->timeMs - day * dayMs));
    QVERIFY2(std::abs(usual->value - analysis::median(days)) < 1e-9,
             qPrintable(u"%1 %2"_s.arg(usual->value, 0, 'g', 12).arg(analysis::median(days), 0, 'g', 12)));
    std::vector<double> day;
    for (qint64 t = bound->timeMs - dayMs; t <= bound->timeMs - 15 * minuteMs; t += minuteMs)
        day.push_back(shareAt(t));
    const double spread = analysis::quantile(day, 0.95) - analysis::quantile(day, 0.05);
    const double ours = 10 * std::max(analysis::madScale(days), 0.1 * spread);
    QVERIFY2(std::abs(bound->value - ours) < 0.02 * ours,
             qPrintable(u"%1 %2"_s.arg(bound->value, 0, 'g', 12).arg(ours, 0, 'g', 12)));
}

void ForesightRulesTest::theInstanceApartIsTheSame()
{
    const auto outliers = analysis::groupOutliers(memory);
    QCOMPARE(outliers.size(), std::size_t{1});
    // Each group has its own beat, and what is apart must stay so for the dwell.
    std::vector<QJsonObject> alerts;
    QTRY_VERIFY_WITH_TIMEOUT(!(alerts = firing(u"InstanceApart"_s)).empty(), 60'000);
    QCOMPARE(alerts.size(), outliers.size());
    QCOMPARE(alerts[0][u"pod"].toString(), QString::number(outliers.front()));
    const auto middle = recorded(u"watchfloor:instances_resource_process_resident_memory_bytes:median"_s);
    QVERIFY(middle && std::abs(middle->value - analysis::median(memory)) < 1);
}

void ForesightRulesTest::daysLeftAreThoseOfTheForecast()
{
    const auto left = recorded(u"watchfloor:disk_node_filesystem_size_bytes:days_left"_s);
    QVERIFY(left.has_value());
    auto question = std::make_shared<engine::FiniteQuestion>();
    question->unit = base::Unit::Bytes;
    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = question;
    engine::FiniteHistory disk{of, left->timeMs * base::nsPerMs, {}, limit, {}};
    for (int hour = 8 * 24; hour >= 0; --hour)
        disk.used.push_back(usedNow - perDay * hour / 24.0);
    const auto ours = engine::forecastResource(disk, 30 * 24);
    QVERIFY2(ours.fullNs.has_value(), qPrintable(ours.sentence));
    const double days = static_cast<double>(*ours.fullNs - ours.endNs) / static_cast<double>(base::nsPerDay);
    QVERIFY2(std::abs(days - left->value) < 0.05 * days, qPrintable(u"%1 %2"_s.arg(days).arg(left->value)));
    std::vector<QJsonObject> alerts;
    QTRY_VERIFY_WITH_TIMEOUT(!(alerts = firing(u"CapacityExhausted"_s)).empty(), 60'000);
    QCOMPARE(alerts.size(), std::size_t{1}); // ten days left: a warning, not yet critical
    QCOMPARE(alerts[0][u"severity"].toString(), u"warning"_s);
}

QTEST_GUILESS_MAIN(ForesightRulesTest)
#include "tst_foresightrules.moc"
