// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tiles/tiletree.h"

#include <QJsonDocument>
#include <QTest>

using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

// "[chart] / [series* explain]": below each other, "|" beside; a star is what a tile shows.
QString shown(const TilePart &part)
{
    QStringList words;
    if (part.isTile()) {
        for (qsizetype i = 0; i < part.views.size(); ++i)
            words << part.views[i] + (part.views.size() > 1 && i == part.current ? u"*"_s : QString());
        return u'[' + words.join(u' ') + u']';
    }
    for (const TilePart &one : part.parts)
        words << (one.isTile() ? shown(one) : u'(' + shown(one) + u')');
    return words.join(part.isAcross ? u" | "_s : u" / "_s);
}
QString shown(const TileTree &tree)
{
    return shown(tree.root());
}

TileTree usual()
{
    return TileTree({{u"chart"_s}, {u"series"_s, u"explain"_s, u"alert"_s}}, false, u"chart"_s);
}

std::optional<TileTree> readFrom(const char *json)
{
    return usual().read(QJsonDocument::fromJson(json).object());
}

} // namespace

class TileTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aViewMovesOutToASideAndBack()
    {
        TileTree tree = usual();
        QCOMPARE(shown(tree), u"[chart] / [series* explain alert]"_s);
        QVERIFY(tree.moveOut(u"explain"_s, TileSide::Right));
        QCOMPARE(shown(tree), u"([chart] / [series* alert]) | [explain]"_s);
        QVERIFY(tree.moveOut(u"alert"_s, TileSide::Below, u"explain"_s));
        QCOMPARE(shown(tree), u"([chart] / [series]) | ([explain] / [alert])"_s);
        QVERIFY(tree.moveOut(u"chart"_s, TileSide::Left));
        QCOMPARE(shown(tree), u"[chart] | [series] | ([explain] / [alert])"_s);
        QVERIFY(tree.join(u"alert"_s, u"series"_s));
        QCOMPARE(shown(tree), u"[chart] | [series alert*] | [explain]"_s);
        QVERIFY(tree.join(u"explain"_s, u"series"_s));
        QCOMPARE(shown(tree), u"[chart] | [series alert explain*]"_s);
    }

    void whereTheShownViewGoesTheOneBeforeItIsShown()
    {
        TileTree tree = usual();
        QVERIFY(tree.show(u"explain"_s));
        QVERIFY(tree.moveOut(u"explain"_s, TileSide::Right));
        QCOMPARE(shown(tree), u"([chart] / [series* alert]) | [explain]"_s);
    }

    void whatChangesNothingSaysSo()
    {
        TileTree tree = usual();
        QVERIFY(!tree.moveOut(u"chart"_s, TileSide::Above)); // it is there already
        QVERIFY(!tree.moveOut(u"chart"_s, TileSide::Left, u"chart"_s));
        QVERIFY(!tree.moveOut(u"nobody"_s, TileSide::Left));
        QVERIFY(!tree.join(u"series"_s, u"explain"_s));
        QVERIFY(!tree.join(u"series"_s, u"chart"_s)); // that one stays alone
        QVERIFY(!tree.join(u"chart"_s, u"series"_s));
        QVERIFY(!tree.show(u"series"_s));
        QVERIFY(tree.show(u"alert"_s));
        QVERIFY(tree.isShown(u"alert"_s) && !tree.isShown(u"series"_s) && tree.isShown(u"chart"_s));
        QCOMPARE(shown(tree), u"[chart] / [series explain alert*]"_s);
    }

    void sizesStayWhileTheirPartsDo()
    {
        TileTree tree = usual();
        tree.setSizes({}, {300, 200});
        QVERIFY(tree.show(u"explain"_s));
        QCOMPARE(tree.root().sizes, (std::vector<int>{300, 200}));
        tree.setSizes({5}, {1, 2}); // there is no such part
        tree.setSizes({}, {1, 2, 3});
        QCOMPARE(tree.root().sizes, (std::vector<int>{300, 200}));
        QVERIFY(tree.moveOut(u"alert"_s, TileSide::Below));
        QVERIFY(tree.root().sizes.empty());
    }

    void itIsReadAsItWasWritten()
    {
        TileTree tree = usual();
        QVERIFY(tree.moveOut(u"alert"_s, TileSide::Right, u"series"_s));
        tree.setSizes({}, {300, 200});
        tree.setSizes({1}, {10, 20});
        const auto read = usual().read(QJsonDocument::fromJson(QJsonDocument(tree.toJson()).toJson()).object());
        QVERIFY(read);
        QCOMPARE(*read, tree);
    }

    void whatIsNoTilingOfTheseViewsIsNotRead()
    {
        QVERIFY(!readFrom("{}"));
        QVERIFY(!readFrom(R"({"views":["chart"]})")); // some are missing
        QVERIFY(!readFrom(R"({"parts":[{"views":["chart","series","explain"]},{"views":["alert"]}]})"));
        QVERIFY(!readFrom(R"({"parts":[{"views":["chart"]},{"views":["series","explain","alert","alert"]}]})"));
        QVERIFY(!readFrom(R"({"parts":[{"views":["chart"]},{"parts":[{"views":[]},7]}]})"));
        const auto odd = readFrom(R"({"sizes":[-1,5],"parts":[{"views":["chart"],"current":9},
            {"views":["alert","series","explain"],"current":-7}]})");
        QVERIFY(odd);
        QCOMPARE(shown(*odd), u"[chart] / [alert* series explain]"_s);
        QVERIFY(odd->root().sizes.empty());
        QByteArray deep = R"({"views":["chart"]})";
        for (int i = 0; i < 500; ++i)
            deep = R"({"parts":[{"views":["x"]},)" + deep + "]}";
        QVERIFY(!readFrom(deep.constData()));
    }
};

QTEST_GUILESS_MAIN(TileTreeTest)
#include "tst_tiletree.moc"
