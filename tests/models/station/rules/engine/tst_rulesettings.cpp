// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/engine/rulesettings.h"

#include "models/station/config/stationfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;

class RuleSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasDefaults();
    void readsEverything();
    void tellsWhatIsWrong();
    void loadsFilesAndSaysWhatIsBroken();
};

void RuleSettingsTest::hasDefaults()
{
    auto file = StationFile::read("", QStringLiteral("/x/station.yaml"));
    const auto settings = readRuleSettings(file->section("rules"), file->folder());
    QVERIFY(settings.usesDefaults && settings.files.isEmpty() && settings.alertmanagers.empty());
    QCOMPARE(settings.intervalNs, base::nsPerMinute);
    const auto loaded = loadRules({}, true, settings.intervalNs);
    QVERIFY2(loaded.problems.isEmpty(), qPrintable(loaded.problems.join(u'\n')));
    QVERIFY(loaded.groups.size() >= 5);
    QVERIFY(loadRules({}, false, settings.intervalNs).groups.empty());
}

void RuleSettingsTest::readsEverything()
{
    auto file = StationFile::read(R"(rules:
  files: [rules/*.yml, /etc/a.yml]
  defaults: false
  evaluation_interval: 15s
  external_labels: {site: home}
  external_url: http://watch.example//
  resend_delay: 30s
  alertmanagers: [http://am-1:9093, https://am-2/prefix]
  alert_relabel_configs: [{action: labeldrop, regex: replica}]
  inhibit_rules: [{source_matchers: [a=b], target_matchers: [c=d]}]
)",
                                  QStringLiteral("/x/station.yaml"));
    const auto settings = readRuleSettings(file->section("rules"), file->folder());
    QVERIFY2(file->problems().empty(), qPrintable(file->problemTexts().join(u'\n')));
    QCOMPARE(settings.files, (QStringList{QStringLiteral("/x/rules/*.yml"), QStringLiteral("/etc/a.yml")}));
    QVERIFY(!settings.usesDefaults);
    QCOMPARE(settings.intervalNs, 15 * base::nsPerSecond);
    QCOMPARE(settings.resendNs, 30 * base::nsPerSecond);
    QCOMPARE(settings.externalUrl, QStringLiteral("http://watch.example"));
    QCOMPARE(settings.externalLabels.text("site"), QStringLiteral("home"));
    QCOMPARE(settings.alertmanagers.size(), std::size_t{2});
    QCOMPARE(settings.alertmanagers[1].base, QUrl(QStringLiteral("https://am-2/prefix")));
    QCOMPARE(settings.inhibitRules.size(), std::size_t{1});
    QCOMPARE(settings.alertRelabel.size(), std::size_t{1});
}

void RuleSettingsTest::tellsWhatIsWrong()
{
    auto file = StationFile::read(
        "rules:\n  alertmanagers: [am:9093, 'file:///x']\n  fles: [a]\n  alert_relabel_configs: [{action: nope}]\n",
        QStringLiteral("/x/station.yaml"));
    const auto settings = readRuleSettings(file->section("rules"), file->folder());
    QVERIFY(settings.alertmanagers.empty());
    QCOMPARE(file->problems().size(), std::size_t{4});
}

void RuleSettingsTest::loadsFilesAndSaysWhatIsBroken()
{
    const QTemporaryDir folder;
    const auto write = [&](const char *name, const char *text) {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("b.yml", "groups: [{name: g, rules: [{alert: A, expr: up == 0}, {alert: B, expr: 'up =='}]}]\n");
    write("a.yml", "groups: [{name: h, interval: 5m, rules: []}]\n");
    write("c.txt", "no rules\n");
    const auto loaded =
        loadRules({folder.filePath(QStringLiteral("*.yml")), folder.filePath(QStringLiteral("gone.yml"))}, false,
                  base::nsPerMinute);
    QCOMPARE(loaded.groups.size(), std::size_t{2});
    QCOMPARE(loaded.groups[0].intervalNs, 5 * base::nsPerMinute);
    QCOMPARE(loaded.groups[1].intervalNs, base::nsPerMinute);
    QVERIFY(loaded.groups[1].rules[0].parsed && !loaded.groups[1].rules[1].parsed);
    QCOMPARE(loaded.problems.size(), 2);
    QVERIFY2(loaded.problems[0].contains(QStringLiteral("b.yml:1:")), qPrintable(loaded.problems[0]));
    QVERIFY2(loaded.problems[1].contains(QStringLiteral("gone.yml")), qPrintable(loaded.problems[1]));
}

QTEST_GUILESS_MAIN(RuleSettingsTest)
#include "tst_rulesettings.moc"
