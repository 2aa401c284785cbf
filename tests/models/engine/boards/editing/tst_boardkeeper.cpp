// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/editing/boarddraft.h"
#include "models/engine/boards/editing/boardkeeper.h"
#include "models/engine/boards/editing/boardleftovers.h"
#include "models/engine/boards/editing/panelkinds.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

const QByteArray resource =
    R"({"apiVersion":"dashboard.grafana.app/v1beta1","kind":"Dashboard","metadata":{"name":"abc","labels":{"team":"shop"}},
        "spec":{"title":"Shop","schemaVersion":41,"mine":{"kept":true},"panels":[
        {"id":1,"type":"timeseries","title":"A","gridPos":{"x":0,"y":0,"w":12,"h":8},"weird":7,"targets":[{"refId":"A","expr":"up"}]}]}})";

} // namespace

class BoardKeeperTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void savingKeepsTheWrappingAndWhatIsUnknown()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"shop.json"_s);
        write(path, resource);
        const auto opened = openBoard(path);
        QVERIFY(opened.ok());
        BoardDraft draft(opened->dashboard);
        draft.place(1, {4, 0, 8, 5});
        const auto saved = std::get<SavedBoard>(saveBoard(path, *draft.dashboard(), opened->text));
        const QJsonObject outer = QJsonDocument::fromJson(saved.text).object();
        QCOMPARE(outer.value("metadata"_L1).toObject().value("name"_L1).toString(), u"abc"_s);
        const QJsonObject spec = outer.value("spec"_L1).toObject();
        QVERIFY(spec.value("mine"_L1).toObject().value("kept"_L1).toBool());
        const QJsonObject panel = spec.value("panels"_L1)[0].toObject();
        QCOMPARE(panel.value("weird"_L1).toInt(), 7);
        QCOMPARE(panel.value("gridPos"_L1).toObject().value("x"_L1).toInt(), 4);
        const auto versions = versionsOf(path);
        QCOMPARE(versions.size(), std::size_t(1));
        QCOMPARE(*readBoardFile(versions[0].path), resource);
        QCOMPARE(boardsIn(folder.path()).size(), std::size_t(1)); // versions are none of them
    }

    void whatSomebodyElseWroteIsNotReplaced()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"shop.json"_s);
        write(path, resource);
        const auto opened = openBoard(path);
        BoardDraft draft(opened->dashboard);
        draft.describe(u"Mine"_s, {});
        QByteArray theirs = resource;
        theirs.replace("\"Shop\"", "\"Theirs\"");
        write(path, theirs);
        const BoardSaving first = saveBoard(path, *draft.dashboard(), opened->text);
        QCOMPARE(std::get<BoardConflict>(first).there, theirs);
        QCOMPARE(*readBoardFile(path), theirs);
        const BoardSaving forced = saveBoard(path, *draft.dashboard(), opened->text, true);
        QVERIFY(std::get<SavedBoard>(forced).text.contains("Mine"));
        QCOMPARE(*readBoardFile(versionsOf(path)[0].path), theirs); // not lost
        QFile::remove(path);
        QVERIFY(std::get<BoardConflict>(saveBoard(path, *draft.dashboard(), opened->text)).there.isEmpty());
    }

    void aNewOneNeverTakesAnothersName()
    {
        QTemporaryDir folder;
        signals::Dashboard d;
        d.title = u"../Shop / eu"_s;
        d.panels = {newPanel(u"stat"_s)};
        const auto a = std::get<SavedBoard>(saveNewBoard(folder.path(), d));
        const auto b = std::get<SavedBoard>(saveNewBoard(folder.path(), d));
        QCOMPARE(QDir(folder.path()).relativeFilePath(a.path), u"Shop-eu.json"_s);
        QCOMPARE(QDir(folder.path()).relativeFilePath(b.path), u"Shop-eu-2.json"_s);
        QVERIFY(openBoard(a.path)->dashboard.title == d.title);
    }

    void savingWithoutAChangeMakesNoVersion()
    {
        QTemporaryDir folder;
        signals::Dashboard d;
        d.title = u"Shop"_s;
        d.panels = {newPanel(u"stat"_s)};
        const auto a = std::get<SavedBoard>(saveNewBoard(folder.path(), d));
        const auto opened = openBoard(a.path);
        QVERIFY(std::holds_alternative<SavedBoard>(saveBoard(a.path, opened->dashboard, opened->text)));
        QVERIFY(versionsOf(a.path).empty());
    }

    void severalDashboardsInOneFileAreNotSavedOver()
    {
        const auto text = boardText({}, "[{\"title\":\"a\",\"panels\":[]},{\"title\":\"b\",\"panels\":[]}]");
        QVERIFY(!text.ok());
        QCOMPARE(text.error().kind, base::ErrorKind::Unsupported);
    }

    void aDraftOutlivesTheProcess()
    {
        QTemporaryDir folder;
        signals::Dashboard d;
        d.title = u"Shop"_s;
        d.panels = {newPanel(u"stat"_s)};
        const auto kept = std::get<SavedBoard>(saveNewBoard(folder.path(), d));
        const auto opened = openBoard(kept.path);
        BoardDraft draft(opened->dashboard);
        draft.describe(u"Shop, edited"_s, {});
        QVERIFY(keepLeftover(folder.path(), kept.path, opened->text, *draft.dashboard()).ok());
        QVERIFY(keepLeftover(folder.path(), {}, {}, d).ok());
        auto left = boardLeftovers(folder.path());
        QCOMPARE(left.size(), std::size_t(2));
        QCOMPARE(boardsIn(folder.path()).size(), std::size_t(1));
        const auto mine = std::find_if(left.begin(), left.end(), [](const auto &l) { return !l.of.isEmpty(); });
        QCOMPARE(mine->title, u"Shop, edited"_s);
        auto continued = continueLeftover(*mine);
        QCOMPARE(continued->dashboard.title, u"Shop, edited"_s);
        QVERIFY(std::holds_alternative<SavedBoard>(saveBoard(mine->of, continued->dashboard, continued->before)));
        // now the file is another one than the draft began with: saving it asks
        continued = continueLeftover(*mine);
        QVERIFY(std::holds_alternative<BoardConflict>(saveBoard(mine->of, continued->dashboard, continued->before)));
        dropLeftover(folder.path(), kept.path);
        QCOMPARE(boardLeftovers(folder.path()).size(), std::size_t(1));
    }

    void aFolderThatCannotBeWrittenSaysSo()
    {
        const BoardSaving saved = saveNewBoard(u"/proc/none"_s, {});
        QCOMPARE(std::get<base::Error>(saved).kind, base::ErrorKind::Storage);
    }
};

QTEST_GUILESS_MAIN(BoardKeeperTest)
#include "tst_boardkeeper.moc"
