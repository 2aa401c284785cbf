// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/alertbook.h"
#include "models/station/alerts/book/inhibition.h"
#include "models/station/config/stationfile.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

PostedAlert alert(const char *name, qint64 start = 0, qint64 end = 0)
{
    return {{{"alertname", name}}, {}, start ? now + start * minute : 0, end ? now + end * minute : 0, {}};
}

std::vector<signals::Alert> present(const AlertBook &book, qint64 nowNs)
{
    return presentAlerts(book.snapshot(), nowNs);
}

std::vector<InhibitRule> rulesFrom(const char *yaml, QStringList *problems = nullptr)
{
    auto file = StationFile::read(yaml, QStringLiteral("/x/station.yaml"));
    if (!file)
        return {};
    const auto rules = readInhibitRules(file->section("alerts"));
    if (problems)
        *problems = file->problemTexts();
    return rules;
}

QString judged(const std::vector<base::Labels> &all, const std::vector<InhibitRule> &rules)
{
    std::vector<signals::Alert> alerts;
    for (const auto &labels : all) {
        signals::Alert one;
        one.labels = labels;
        one.fingerprint = labels.text("alertname");
        alerts.push_back(one);
    }
    judgeAlerts(alerts, {}, rules, {});
    QStringList out;
    for (const auto &one : alerts)
        out << one.fingerprint + u'<' + one.inhibitedBy.join(u',');
    return out.join(u' ');
}

} // namespace

class AlertBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fillsInTimesThatWereNotTold();
    void joinsWhatOverlaps();
    void dropsWhatHasEnded();
    void refusesWhatIsNoAlert();
    void inhibits();
    void doesNotInhibitItself();
    void readsInhibitRules();
    void readsMatchers();
    void judgesManyAlertsQuickly();
};

void AlertBookTest::fillsInTimesThatWereNotTold()
{
    AlertBook book;
    QCOMPARE(book.take({alert("A")}, now), 1);
    const auto alerts = present(book, now);
    QCOMPARE(alerts.size(), std::size_t{1});
    QCOMPARE(alerts[0].startsNs, now);
    QCOMPARE(alerts[0].endsNs, now + 5 * minute);
    QCOMPARE(alerts[0].updatedNs, now);
    QCOMPARE(alerts[0].fingerprint.size(), 16);
    QVERIFY(present(book, now + 5 * minute).empty());
}

void AlertBookTest::joinsWhatOverlaps()
{
    AlertBook book;
    (void)book.take({alert("A", -10, 10)}, now);
    (void)book.take({alert("A", -5, 20)}, now + minute);
    QCOMPARE(present(book, now + minute).at(0).startsNs, now - 10 * minute);
    QCOMPARE(present(book, now + minute).at(0).endsNs, now + 20 * minute);
    (void)book.take({alert("A", -5, 15)}, now + 2 * minute); // a told end further away stays
    QCOMPARE(present(book, now + 2 * minute).at(0).endsNs, now + 20 * minute);
    (void)book.take({alert("A", -5, 3)}, now + 3 * minute); // resolved
    QVERIFY(present(book, now + 3 * minute).empty());
    (void)book.take({alert("A", 5, 30)}, now + 5 * minute); // again: another firing
    QCOMPARE(present(book, now + 5 * minute).at(0).startsNs, now + 5 * minute);
}

void AlertBookTest::dropsWhatHasEnded()
{
    AlertBook book;
    (void)book.take({alert("A", -10, 10)}, now);
    QCOMPARE(present(book, now + 9 * minute).size(), std::size_t{1});
    QVERIFY(present(book, now + 10 * minute).empty());
    book.collect(now + 41 * minute);
    QCOMPARE(book.size(), std::size_t{0});
}

void AlertBookTest::refusesWhatIsNoAlert()
{
    AlertBook book;
    QCOMPARE(book.take({PostedAlert{}, alert("B", 10, 5), alert("C")}, now), 1);
}

void AlertBookTest::inhibits()
{
    const auto rules = rulesFrom("alerts:\n  inhibit_rules:\n  - source_matchers: ['severity=\"critical\"']\n    "
                                 "target_matchers: [severity=~\"warning|info\"]\n    equal: [service, instance]\n");
    QCOMPARE(rules.size(), std::size_t{1});
    const auto labels = [](const char *name, const char *severity, const char *service, const char *instance) {
        return base::Labels{{"alertname", name}, {"severity", severity}, {"service", service}, {"instance", instance}};
    };
    QCOMPARE(
        judged({labels("A", "critical", "cart", ""), labels("B", "warning", "cart", ""),
                labels("C", "info", "cart", "i"), labels("D", "warning", "shop", ""), labels("E", "none", "cart", "")},
               rules),
        QStringLiteral("A< B<A C< D< E<"));
}

void AlertBookTest::doesNotInhibitItself()
{
    const auto rules =
        rulesFrom("alerts: {inhibit_rules: [{source_matchers: ['x=\"1\"'], target_matchers: ['x=~\".+\"']}]}");
    QCOMPARE(
        judged({{{"alertname", "A"}, {"x", "1"}}, {{"alertname", "B"}, {"x", "1"}}, {{"alertname", "C"}, {"x", "2"}}},
               rules),
        QStringLiteral("A< B< C<A"));
}

void AlertBookTest::readsInhibitRules()
{
    QStringList problems;
    const auto rules = rulesFrom(R"(alerts:
  inhibit_rules:
  - source_match: {severity: critical}
    target_match_re: {severity: warn.*}
    equal: [a]
  - source_matchers: ['severity']
    target_matchers: ['a="b"']
  - source_matchers: ['a="b"', '{c!="d", e!~"f"}']
    target_matchers: ['a=b']
    eqaul: [a]
)",
                                 &problems);
    QCOMPARE(rules.size(), std::size_t{2});
    QCOMPARE(rules[0].target.at(0).text(), std::string("severity=~\"warn.*\""));
    QCOMPARE(rules[1].source.size(), std::size_t{3});
    QCOMPARE(problems.size(), 2);
    QVERIFY2(problems.filter(QStringLiteral("source_matchers")).size() == 1, qPrintable(problems.join(u'\n')));
    QVERIFY2(problems.filter(QStringLiteral("eqaul")).size() == 1, qPrintable(problems.join(u'\n')));
}

void AlertBookTest::readsMatchers()
{
    const auto text = [](const char *of) {
        const auto parsed = parseMatchers(of);
        if (!parsed)
            return std::string("error");
        std::string out;
        for (const auto &m : *parsed)
            out += m.text() + ' ';
        return out;
    };
    QCOMPARE(text("a=b"), std::string("a=\"b\" "));
    QCOMPARE(text("{ a = \"b\" , \"x.y\"=~\"c\\\\d|\\w\" }"), std::string("a=\"b\" x.y=~\"c\\\\d|\\\\w\" "));
    QCOMPARE(text("a=\"\""), std::string("a=\"\" "));
    QCOMPARE(text("a=one two, b!=c"), std::string("a=\"one two\" b!=\"c\" "));
    for (const char *broken : {"", "{}", "a", "a==b\"", "a=\"b", "{a=\"b\"", "=b", "a=~\"(\"", "a=\"b\" c=\"d\""})
        QCOMPARE(text(broken), std::string("error"));
}

void AlertBookTest::judgesManyAlertsQuickly()
{
    std::vector<signals::Alert> alerts(20'000);
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        alerts[i].labels = {{"alertname", "A" + std::to_string(i % 50)},
                            {"instance", "host-" + std::to_string(i)},
                            {"severity", i % 100 == 0 ? "critical" : "warning"}};
        alerts[i].fingerprint = QString::number(i);
    }
    std::vector<signals::Silence> silences(200);
    for (std::size_t i = 0; i < silences.size(); ++i) {
        silences[i].id = QString::number(i);
        silences[i].matchers = {{QStringLiteral("instance"), QStringLiteral("host-%1.*").arg(i), true, true}};
    }
    const auto rules = rulesFrom("alerts: {inhibit_rules: [{source_matchers: [severity=critical], target_matchers: "
                                 "[severity=warning], equal: [alertname]}]}");
    QElapsedTimer timer;
    timer.start();
    judgeAlerts(alerts, silences, rules, {});
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(alerts[150].silencedBy.isEmpty(), false);
    QCOMPARE(alerts[150].state, signals::AlertState::Suppressed);
    QCOMPARE(alerts[950].inhibitedBy.size(), 1);
}

QTEST_GUILESS_MAIN(AlertBookTest)
#include "tst_alertbook.moc"
