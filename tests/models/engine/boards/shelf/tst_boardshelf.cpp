// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/shelf/listedboards.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

struct Shelf {
    QTemporaryDir folder;
    async::Pools pools;
    BoardShelf shelf{folder.path(), pools};
    std::optional<std::vector<BoardListing>> answer;
    async::Request request;
    std::vector<BoardListing> list()
    {
        answer.reset();
        request = shelf.list([this](const std::vector<BoardListing> &all) { answer = all; });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return answer.value_or(std::vector<BoardListing>{});
    }
};

QString titles(const signals::LinkFigure &figure)
{
    QStringList out;
    for (const auto &row : figure.rows)
        out << (row.heading.isEmpty() ? QString() : QString(row.heading.left(2) + u':')) + row.title +
                   (row.isStarred ? u"*"_s : QString());
    return out.join(u' ');
}

QString listed(const QJsonObject &options, const std::vector<BoardListing> &boards)
{
    signals::BoardPanel panel;
    panel.type = u"dashlist"_s;
    panel.options = options;
    query::VariableScope scope;
    scope.variables.insert(u"team"_s, {{u"shop"_s}, {u"shop"_s}, false, false, false, {}, false});
    return titles(listedBoards(panel, scope, boards));
}

std::vector<BoardListing> some()
{
    return {{u"/a"_s, {}, u"Alpha shop"_s, {u"shop"_s, u"slo"_s}, true, 5},
            {u"/b"_s, {}, u"Beta"_s, {u"shop"_s}, false, 9},
            {u"/c"_s, {}, u"Gamma shop"_s, {}, false, 0}};
}

} // namespace

class BoardShelfTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void listsWhatLiesInTheFolder()
    {
        Shelf s;
        put(s.folder.filePath(u"z.json"_s), R"({"title":"Alpha","tags":["shop"],"panels":[]})");
        put(s.folder.filePath(u"b.json"_s),
            R"({"apiVersion":"dashboard.grafana.app/v2beta1","kind":"Dashboard","metadata":{"name":"uid-b"},)"
            R"("spec":{"title":"beta","tags":["x"],"elements":{},"layout":{"kind":"GridLayout","spec":{"items":[]}}}})");
        put(s.folder.filePath(u"broken.json"_s), "{");
        auto all = s.list();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].title, u"Alpha"_s);
        QCOMPARE(all[0].tags, QStringList{u"shop"_s});
        QCOMPARE(all[1].uid, u"uid-b"_s);
        put(s.folder.filePath(u"z.json"_s), R"({"title":"Renamed by hand","panels":[]})");
        all = s.list();
        QCOMPARE(all[1].title, u"Renamed by hand"_s);
        QVERIFY(all[1].tags.isEmpty());
    }
    void starsAndVisitsAreKept()
    {
        Shelf s;
        put(s.folder.filePath(u"a.json"_s), R"({"title":"A","panels":[]})");
        QSignalSpy changed(&s.shelf, &BoardShelf::changed);
        s.shelf.setStarred(s.folder.filePath(u"a.json"_s), true);
        s.shelf.viewed(s.folder.filePath(u"a.json"_s), 1'700'000'000'000);
        s.shelf.viewed(u"/elsewhere/a.json"_s, 1);
        QTRY_COMPARE(changed.size(), 2);
        async::Pools pools;
        BoardShelf again(s.folder.path(), pools);
        std::optional<std::vector<BoardListing>> answer;
        const auto request = again.list([&](const std::vector<BoardListing> &all) { answer = all; });
        QTRY_VERIFY(answer);
        QVERIFY(answer->front().isStarred);
        QCOMPARE(answer->front().viewedMs, 1'700'000'000'000);
        s.shelf.setStarred(s.folder.filePath(u"a.json"_s), false);
        QTRY_COMPARE(changed.size(), 3);
        QVERIFY(!s.list().front().isStarred);
    }
    void aDroppedQuestionIsNotAnswered()
    {
        Shelf s;
        bool isAnswered = false;
        {
            const auto request = s.shelf.list([&](const std::vector<BoardListing> &) { isAnswered = true; });
        }
        (void)s.list();
        QVERIFY(!isAnswered);
    }
    void aPanelListsWhatItsOptionsSay_data()
    {
        QTest::addColumn<QJsonObject>("options");
        QTest::addColumn<QString>("rows");
        QTest::newRow("nothing said: with a star") << QJsonObject{} << u"St:Alpha shop*"_s;
        QTest::newRow("newest first") << QJsonObject{{u"showStarred"_s, false}, {u"showRecentlyViewed"_s, true}}
                                      << u"Re:Beta Re:Alpha shop*"_s;
        QTest::newRow("by title") << QJsonObject{{u"showStarred"_s, false},
                                                 {u"showSearch"_s, true},
                                                 {u"query"_s, u"$team"_s},
                                                 {u"showHeadings"_s, false}}
                                  << u"Alpha shop* Gamma shop"_s;
        QTest::newRow("by all tags") << QJsonObject{{u"showStarred"_s, false},
                                                    {u"showSearch"_s, true},
                                                    {u"tags"_s, QJsonArray{u"shop"_s, u"slo"_s}}}
                                     << u"Se:Alpha shop*"_s;
        QTest::newRow("few of each") << QJsonObject{{u"showSearch"_s, true}, {u"maxItems"_s, 1}}
                                     << u"St:Alpha shop* Se:Alpha shop*"_s;
        QTest::newRow("none") << QJsonObject{{u"showStarred"_s, false}, {u"showSearch"_s, true}, {u"query"_s, u"zz"_s}}
                              << QString();
    }
    void aPanelListsWhatItsOptionsSay()
    {
        QFETCH(QJsonObject, options);
        QFETCH(QString, rows);
        QCOMPARE(listed(options, some()), rows);
    }
};

QTEST_GUILESS_MAIN(BoardShelfTest)
#include "tst_boardshelf.moc"
