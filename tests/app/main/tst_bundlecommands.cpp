// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "tests/app/main/shellshop.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using Shop = tests::ShellShop;

class TestBundleCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anIncidentIsSavedAndShown();
    void masksAreShownBeforeAndNamedAfterwards();
    void itOpensInTheWindowWithoutItsSource();
    void itsReviewIsWrittenInEachForm();
    void incidentsAreRememberedAndCounted();
    void recordedEventsGoIntoTheHistoryOnce();
    void whatCannotBeDoneIsSaidSo();
};

void TestBundleCommands::anIncidentIsSavedAndShown()
{
    const Shop shop;
    const QString file = shop.path(u"a.wfbundle"_s);
    const auto saved = shop.bundle({u"INC-1"_s, u"--out"_s, file});
    QVERIFY2(saved.code == 0, QByteArray(saved.err + saved.out));
    const auto shown = shop.run({u"bundle"_s, u"show"_s, file, u"--format"_s, u"json"_s});
    QCOMPARE(shown.code, 0);
    const auto json = QJsonDocument::fromJson(shown.out).object();
    QCOMPARE(json[u"incident"_s].toInt(), 1);
    QVERIFY(json[u"masked"_s].isNull());
    QVERIFY(json[u"title"_s].toString().contains(u"ada@example.org"_s));
}

void TestBundleCommands::masksAreShownBeforeAndNamedAfterwards()
{
    const Shop shop;
    const auto preview = shop.bundle({u"1"_s, u"--preview"_s});
    QCOMPARE(preview.code, 0);
    QVERIFY2(preview.out.contains("masked-email-1"), preview.out);
    const QString file = shop.path(u"a.wfbundle"_s);
    QCOMPARE(shop.bundle({u"1"_s, u"--mask"_s, u"--out"_s, file}).code, 0);
    const auto shown = shop.run({u"bundle"_s, u"show"_s, file});
    QCOMPARE(shown.code, 0);
    QVERIFY(!shown.out.contains("ada@example.org"));
    QVERIFY(shown.out.contains("email"));
}

void TestBundleCommands::itOpensInTheWindowWithoutItsSource()
{
    QByteArray bytes;
    {
        const Shop shop;
        const QString file = shop.path(u"a.wfbundle"_s);
        QCOMPARE(shop.bundle({u"1"_s, u"--out"_s, file}).code, 0);
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        bytes = saved.readAll();
    }
    const Shop elsewhere;
    const QString file = elsewhere.path(u"b.wfbundle"_s);
    QFile copy(file);
    QVERIFY(copy.open(QIODevice::WriteOnly));
    copy.write(bytes);
    copy.close();
    const QString picture = elsewhere.path(u"b.png"_s);
    const auto shot =
        elsewhere.run({u"shot"_s, u"--bundle"_s, file, u"--screen"_s, u"incidents"_s, u"--out"_s, picture});
    QVERIFY2(shot.code == 0 || shot.code == 1, shot.err);
    QVERIFY(QFileInfo::exists(picture));
}

void TestBundleCommands::itsReviewIsWrittenInEachForm()
{
    const Shop shop;
    const auto review = [&shop](const QStringList &arguments) {
        return shop.run(QStringList{u"incidents"_s, u"review"_s, u"INC-1"_s} + arguments +
                        QStringList{u"--environment-file"_s, shop.path(u"environment.yaml"_s)});
    };
    const auto text = review({});
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.startsWith("# INC-1: "), text.out);
    const auto html = review({u"--format"_s, u"html"_s});
    QCOMPARE(html.code, 0);
    QVERIFY(html.out.contains("<svg"));
    const QString file = shop.path(u"review.pdf"_s);
    QCOMPARE(review({u"--format"_s, u"pdf"_s, u"--out"_s, file}).code, 0);
    QFile pdf(file);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-1.7"));
    QCOMPARE(review({u"--format"_s, u"pdf"_s}).code, 3);
}

void TestBundleCommands::incidentsAreRememberedAndCounted()
{
    const Shop shop;
    const QStringList here{u"--environment-file"_s, shop.path(u"environment.yaml"_s)};
    const auto settled = shop.run(QStringList{u"incidents"_s, u"resolve"_s, u"1"_s, u"--outcome"_s, u"noise"_s} + here);
    QVERIFY2(settled.code == 0, settled.err);
    const auto counted = shop.run(QStringList{u"incidents"_s, u"stats"_s, u"--format"_s, u"json"_s} + here);
    QVERIFY2(counted.code == 0, counted.err);
    const auto json = QJsonDocument::fromJson(counted.out).object();
    QCOMPARE(json[u"all"_s].toObject()[u"fired"_s].toInt(), 1);
    QCOMPARE(json[u"outcomes"_s].toObject()[u"noise"_s].toInt(), 1);
    const auto rules =
        shop.run(QStringList{u"alerts"_s, u"stats"_s, u"--since"_s, u"1d"_s, u"--format"_s, u"json"_s} + here);
    QVERIFY2(rules.code == 0, rules.err);
    const auto rule = QJsonDocument::fromJson(rules.out).object()[u"rules"_s].toArray().at(0).toObject();
    QCOMPARE(rule[u"false_alarms"_s].toInt(), 1);
}

void TestBundleCommands::recordedEventsGoIntoTheHistoryOnce()
{
    const Shop shop;
    QFile file(shop.path(u"events.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray begins =
        base::isoTime((base::SystemClock().nowNs() / base::nsPerSecond - 7200) * base::nsPerSecond).toUtf8();
    file.write(
        R"({"@timestamp":")" + begins +
        R"(","instance":"am-0","data":{"alertCreated":{"alert":{"labels":{"labels":[{"key":"alertname","value":"Recorded"},{"key":"service","value":"cart"}]},"startsAt":")" +
        begins + R"(","endsAt":")" + begins + "\"}}}}\n");
    file.close();
    const QStringList here{u"--environment-file"_s, shop.path(u"environment.yaml"_s)};
    for (int i = 0; i < 2; ++i) {
        const auto imported = shop.run(QStringList{u"alerts"_s, u"import-events"_s, file.fileName()} + here);
        QVERIFY2(imported.code == 0, imported.err);
        QVERIFY(imported.out.contains("1 firings from 1 events"));
    }
    const auto past = shop.run(
        QStringList{u"alerts"_s, u"history"_s, u"--ledger-only"_s, u"--since"_s, u"1d"_s, u"--format"_s, u"json"_s} +
        here);
    const auto rows = QJsonDocument::fromJson(past.out).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].toObject()[u"known_from"_s].toArray().at(0).toString(), u"recorder of am-0"_s);
}

void TestBundleCommands::whatCannotBeDoneIsSaidSo()
{
    const Shop shop;
    const auto unknown = shop.bundle({u"INC-99"_s, u"--out"_s, shop.path(u"a.wfbundle"_s)});
    QCOMPARE(unknown.code, 3);
    QVERIFY(unknown.err.contains("INC-99"));
    QCOMPARE(shop.bundle({u"INC-1"_s}).code, 3);
    const auto unwritten =
        shop.run({u"incidents"_s, u"review"_s, u"INC-99"_s, u"--environment-file"_s, shop.path(u"environment.yaml"_s)});
    QCOMPARE(unwritten.code, 3);
    QVERIFY2(unwritten.err.contains("No incident INC-99"), unwritten.err);
    QFile broken(shop.path(u"broken.wfbundle"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("not a bundle");
    broken.close();
    const auto shown = shop.run({u"bundle"_s, u"show"_s, broken.fileName()});
    QCOMPARE(shown.code, 3);
    QVERIFY(shown.err.contains("not an incident bundle"));
    const auto opened = shop.run({u"open"_s, broken.fileName()});
    QCOMPARE(opened.code, 3);
    QVERIFY(opened.err.contains("not an incident bundle"));
}

QTEST_GUILESS_MAIN(TestBundleCommands)
#include "tst_bundlecommands.moc"
