// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/shelf/ruleshelf.h"
#include "tests/support/failonwarning.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;
using base::ErrorKind;

class TestRuleShelf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aGroupIsKeptAsItWasWritten()
    {
        QTemporaryDir dir;
        const auto shelf = station::RuleShelf::ofStation(dir.path());
        QCOMPARE(shelf.group(u"console"_s, u"g"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(shelf.all().empty());
        const QByteArray text = "# mine\nname: g\nrules:\n- alert: Down\n  expr: up == 0 # all\n";
        QVERIFY(shelf.put(u"console"_s, text).ok());
        QCOMPARE(*shelf.group(u"console"_s, u"g"_s), text);
        QVERIFY(shelf.put(u"console"_s, "name: g\nrules: []\n").ok());
        QCOMPARE(*shelf.group(u"console"_s, u"g"_s), QByteArray("name: g\nrules: []\n"));
        QCOMPARE(shelf.all().size(), std::size_t(1));
        QVERIFY(shelf.remove(u"console"_s, u"g"_s).ok());
        QVERIFY(shelf.remove(u"console"_s, u"g"_s).ok()); // gone already
        QVERIFY(shelf.all().empty());
    }

    void noNameLeadsOutOfTheFolder()
    {
        QTemporaryDir dir;
        const station::RuleShelf shelf(dir.filePath(u"in"_s));
        for (const QString &name : {u"../out"_s, u".."_s, u"."_s, u"a/b"_s, u"über\nweg"_s}) {
            QVERIFY(shelf.put(name, "name: '../g'\nrules: []\n").ok());
            QCOMPARE(*shelf.group(name, u"../g"_s), QByteArray("name: '../g'\nrules: []\n"));
            QVERIFY(!QFileInfo::exists(dir.filePath(u"g.yml"_s)) && !QFileInfo::exists(dir.filePath(u"out"_s)));
        }
        QCOMPARE(shelf.all().size(), std::size_t(5));
        QVERIFY(std::ranges::any_of(shelf.all(), [](const auto &one) { return one.nameSpace == u"über\nweg"_s; }));
        QCOMPARE(shelf.put({}, "name: g\nrules: []\n").error().kind, ErrorKind::Invalid);
        QCOMPARE(shelf.put(QString(300, u'x'), "name: g\nrules: []\n").error().kind, ErrorKind::Invalid);
    }

    void whatIsNoGroupIsRefused()
    {
        QTemporaryDir dir;
        const station::RuleShelf shelf(dir.path());
        for (const QByteArray &text : {QByteArray("groups:\n- name: g\n  rules: []\n"), QByteArray("]["),
                                       QByteArray("name: g\nrules:\n- alert: X\n")})
            QCOMPARE(shelf.put(u"console"_s, text).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestRuleShelf)
#include "tst_ruleshelf.moc"
