// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flame/flametraces.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;

namespace {

// Times in nanoseconds; `parent` counts spans from 0.
struct Made {
    int parent;
    const char *service, *operation;
    qint64 start, end;
};

signals::TracePtr trace(const std::vector<Made> &spans)
{
    auto out = std::make_shared<signals::Trace>();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const Made &one = spans[i];
        signals::Span span;
        span.operation = QString::fromLatin1(one.operation);
        span.parent = one.parent;
        span.process = static_cast<int>(out->processes.size());
        span.startNs = one.start;
        span.durationNs = one.end - one.start;
        out->processes.push_back({QString::fromLatin1(one.service), {}});
        out->spans.push_back(std::move(span));
        out->depth.push_back(0);
    }
    return out;
}

QString text(const signals::FlameFigure &figure)
{
    QStringList out;
    for (const auto &box : figure.boxes)
        out << u"%1%2 %3+%4 self %5"_s.arg(QString(box.depth * 2, u' '), box.name)
                   .arg(box.start)
                   .arg(box.total)
                   .arg(box.self);
    return out.join(u'\n');
}

} // namespace

class FlameTracesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aSpanTookWhatNoneOfItsChildrenDid()
    {
        // two children at once, one after them, one that outlives its parent
        const auto t = trace({{-1, "a", "root", 0, 100},
                              {0, "b", "x", 10, 40},
                              {0, "b", "y", 20, 50},
                              {0, "b", "z", 60, 70},
                              {0, "b", "late", 95, 130}});
        QCOMPARE(selfTimes(*t), (std::vector<qint64>{45, 30, 30, 10, 35}));
    }
    void tracesOfOneShapeAreOnePath()
    {
        const auto one =
            trace({{-1, "shop", "GET /", 0, 100}, {0, "db", "select", 10, 60}, {0, "db", "insert", 60, 70}});
        const auto two = trace({{-1, "shop", "GET /", 0, 50}, {0, "db", "select", 0, 30}});
        const auto figure = flameOfTraces({one, two, nullptr}, u"shop"_s);
        QCOMPARE(text(figure), QStringLiteral("shop 0+150 self 0\n"
                                              "  shop: GET / 0+150 self 60\n"
                                              "    db: select 0+80 self 80\n"
                                              "    db: insert 80+10 self 10"));
        QCOMPARE(figure.unit, u"ns"_s);
        QCOMPARE(figure.boxes[2].group, u"db"_s);
        QCOMPARE(figure.boxes[2].parent, 1);
    }
    void whatIsTooMuchIsCounted()
    {
        std::vector<Made> spans{{-1, "a", "root", 0, 1000}};
        std::vector<QByteArray> names;
        for (int i = 0; i < 50; ++i)
            names.push_back(QByteArray::number(i));
        for (int i = 0; i < 50; ++i)
            spans.push_back({0, "b", names[static_cast<std::size_t>(i)].constData(), i, i + 1});
        const auto figure = flameOfTraces({trace(spans)}, u"x"_s, 10);
        QCOMPARE(figure.boxes.size(), std::size_t(10));
        QCOMPARE(figure.left, std::size_t(42));
    }
    void tenThousandSpansBelowEachOther()
    {
        std::vector<Made> spans;
        for (int i = 0; i < 10'000; ++i)
            spans.push_back({i - 1, "deep", "call", 0, 100'000 - i});
        const auto figure = flameOfTraces({trace(spans)}, u"deep"_s);
        QCOMPARE(figure.boxes.size(), std::size_t(10'001));
        QCOMPARE(figure.boxes.back().depth, 10'000);
        QCOMPARE(figure.boxes.front().total, 100'000.0);
    }
    void nothingIsNothing() { QVERIFY(flameOfTraces({}, u"x"_s).isEmpty()); }
};

QTEST_GUILESS_MAIN(FlameTracesTest)
#include "tst_flametraces.moc"
