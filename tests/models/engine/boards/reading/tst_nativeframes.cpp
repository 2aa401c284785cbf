// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardframes.h"
#include "models/engine/boards/reading/boardlists.h"
#include "models/engine/boards/reading/nativeframes.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <limits>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::BoardPanel panelOf(const QString &type)
{
    signals::BoardPanel out;
    out.type = type;
    out.targets.resize(1);
    out.targets[0].refId = u"A"_s;
    return out;
}

// Two regions; what the eastern one has above 2 s lies in a bucket without end.
signals::QueryAnswerPtr answered()
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->histograms.push_back({base::Labels{{"region", "eu"}},
                               {{1'000, 9, 1, {{1, 2, 9, 0}}}, {2'000, 10, 1, {{0.5, 1, 4, 0}, {1, 2, 6, 0}}}}});
    out->histograms.push_back({base::Labels{{"region", "us"}},
                               {{2'000, 5, 1, {{1, 2, 2, 0}, {2, std::numeric_limits<double>::infinity(), 3, 0}}}}});
    out->histograms.push_back({base::Labels{{"region", "none"}}, {}});
    return out;
}

} // namespace

class NativeFramesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aTableHasARowForEachBucketOfTheNewestSample()
    {
        for (const auto &format : {QString(), u"table"_s}) {
            auto panel = panelOf(u"table"_s);
            panel.targets[0].format = format;
            const auto frames = framesOf(panel, {{0, answered()}});
            QCOMPARE(frames.size(), std::size_t(1));
            QStringList names;
            for (const auto &field : frames[0].fields)
                names << field.name;
            QCOMPARE(names, (QStringList{u"Time"_s, u"region"_s, u"yMin"_s, u"yMax"_s, u"count"_s}));
            QCOMPARE(frames[0].rows(), std::size_t(4));
            QCOMPARE(frames[0].fields[1].texts, (QStringList{u"eu"_s, u"eu"_s, u"us"_s, u"us"_s}));
            QCOMPARE(frames[0].fields[4].numbers, (std::vector<double>{4, 6, 2, 3}));
        }
    }

    void aHistogramHasABarForEachBucketOfAllSeries()
    {
        const auto panel = panelOf(u"histogram"_s);
        const auto tiles = histogramOf(panel, framesOf(panel, {{0, answered()}})).tiles;
        QCOMPARE(tiles.size(), std::size_t(3));
        QCOMPARE(tiles[0].number, 4.0);
        QCOMPARE(tiles[1].number, 8.0);
        QCOMPARE(tiles[2].number, 3.0);
        QCOMPARE(tiles[2].name, u"≤ +Inf"_s);
    }

    void otherKindsHaveNothingOfThem()
    {
        const auto panel = panelOf(u"timeseries"_s);
        QVERIFY(framesOf(panel, {{0, answered()}}).empty());
    }
};

QTEST_GUILESS_MAIN(NativeFramesTest)
#include "tst_nativeframes.moc"
