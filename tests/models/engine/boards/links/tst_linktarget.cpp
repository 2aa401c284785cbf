// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/links/linktarget.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using Kind = engine::LinkTarget::Kind;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

const std::vector<engine::KnownBoard> boards{{u"abc"_s, u"API of Checkout"_s, u"/b/api.json"_s, {u"api"_s, u"prod"_s}},
                                             {u"own"_s, u"Own"_s, u"/b/own.json"_s, {u"prod"_s}}};

} // namespace

class tst_LinkTarget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leadsWhereItSays_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const QString &address, Kind kind, const QString &where) {
            QTest::newRow(name) << address << static_cast<int>(kind) << where;
        };
        row("by its identifier", u"/d/abc/whatever?var-pod=a"_s, Kind::Board, u"/b/api.json"_s);
        row("without a slash in front", u"d/abc"_s, Kind::Board, u"/b/api.json"_s);
        row("below a folder", u"/grafana/d/abc/x"_s, Kind::Board, u"/b/api.json"_s);
        row("of another server, and known here", u"https://g.example.org/d/abc/x"_s, Kind::Board, u"/b/api.json"_s);
        row("one panel of it", u"/d-solo/abc/x?panelId=2"_s, Kind::Board, u"/b/api.json"_s);
        row("by its title, as of old", u"/dashboard/db/api-of-checkout"_s, Kind::Board, u"/b/api.json"_s);
        row("the one that is shown", u"/d/own/x?var-a=b"_s, Kind::Same, u"/b/own.json"_s);
        row("only parameters", u"?var-a=b"_s, Kind::Same, {});
        row("one that is not here", u"/d/zzz/x"_s, Kind::Absent, {});
        row("a page of Grafana", u"/explore?left=x"_s, Kind::Absent, {});
        row("a page elsewhere", u"https://wiki.example.org/a?b=c"_s, Kind::Outside,
            u"https://wiki.example.org/a?b=c"_s);
        row("a name in other letters is shown as it is asked", u"https://ex\u00e4mple.org/"_s, Kind::Outside,
            u"https://xn--exmple-cua.org/"_s);
        row("script", u"javascript:alert(1)"_s, Kind::Refused, {});
        row("script in disguise", u" JavaScript:alert(1)"_s, Kind::Refused, {});
        row("a file", u"file:///etc/passwd"_s, Kind::Refused, {});
        row("data", u"data:text/html,x"_s, Kind::Refused, {});
        row("somebody's name in front of the host", u"https://bank.example@evil.example/"_s, Kind::Refused, {});
        row("no scheme, another host", u"//evil.example/d/abc"_s, Kind::Refused, {});
        row("nothing", u"  "_s, Kind::Refused, {});
    }
    void leadsWhereItSays()
    {
        QFETCH(QString, address);
        QFETCH(int, kind);
        QFETCH(QString, where);
        const auto target = engine::targetOf(address, boards, u"own"_s, nowNs);
        QCOMPARE(static_cast<int>(target.kind), kind);
        QCOMPARE(target.kind == Kind::Outside ? target.address : target.path, where);
        QCOMPARE(target.reason.isEmpty(), target.kind != Kind::Absent && target.kind != Kind::Refused);
    }
    void takesVariablesAndTimesAlong()
    {
        auto target = engine::targetOf(u"/d/abc/x?var-pod=a&var-pod=b%26c&var-env=$__all&from=now-6h&to=now"_s, boards,
                                       u"own"_s, nowNs);
        QCOMPARE(target.variables.at(u"pod"_s), (QStringList{u"a"_s, u"b&c"_s}));
        QCOMPARE(target.variables.at(u"env"_s), QStringList{u"$__all"_s});
        QCOMPARE(*target.time, base::TimeSelection::last(6 * base::nsPerHour));
        target = engine::targetOf(u"/d/abc/x?from=1700000000000&to=1700003600000"_s, boards, {}, nowNs);
        QCOMPARE(target.time->fixed.lengthNs(), base::nsPerHour);
        QVERIFY(!target.time->live);
        target = engine::targetOf(u"/d/abc/x?from=1700003600000&to=1700000000000"_s, boards, {}, nowNs);
        QVERIFY(!target.time); // backwards
    }
    void findsBoardsByTheirTags()
    {
        QCOMPARE(engine::taggedBoards(boards, {u"prod"_s}).size(), 2U);
        QCOMPARE(engine::taggedBoards(boards, {u"prod"_s, u"api"_s}).size(), 1U);
        QCOMPARE(engine::taggedBoards(boards, {}).size(), 2U);
        QCOMPARE(engine::addressOf(boards[0]), u"/d/abc/api-of-checkout"_s);
    }
    void readsWhatIsInTheFolder()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write(u"b.json"_s, R"({"uid":"b","title":"B","tags":["x"],"schemaVersion":39,"panels":[]})");
        write(u"a.json"_s, R"({"uid":"a","title":"A","schemaVersion":39,"panels":[]})");
        write(u"broken.json"_s, "{");
        const auto found = engine::knownBoards(folder.path());
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].uid, u"a"_s);
        QCOMPARE(found[1].tags, QStringList{u"x"_s});
    }
};

QTEST_GUILESS_MAIN(tst_LinkTarget)
#include "tst_linktarget.moc"
