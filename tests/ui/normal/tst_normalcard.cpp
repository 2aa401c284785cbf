// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/normal/normalcard.h"

#include "tests/models/engine/objectives/sampledsource.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/normal/normalrow.h"
#include "ui/normal/usualview.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

signals::Subject metric(const QString &expr, const QString &title)
{
    signals::Subject out;
    out.kind = signals::SubjectKind::Metric;
    out.id = expr;
    out.title = title;
    return out;
}

// Four weeks of a shop; its queue is ten times as long as ever since half an hour.
struct World {
    base::ManualClock clock{nowNs};
    support::SampledSource metrics;
    sources::SourceSet set;
    engine::MetricReader reader{set, nullptr, clock};
    ui::WatchContext context{clock};
    std::unique_ptr<ui::NormalCard> card;

    explicit World(int days = 29)
    {
        set.metrics = {&metrics};
        double total = 0;
        for (qint64 ns = nowNs - days * base::nsPerDay; ns <= nowNs; ns += base::nsPerMinute) {
            const double noise = std::sin(static_cast<double>(ns / base::nsPerMinute) * 12.9898) * 3;
            add(ns, {{"__name__", "queue_depth"}, {"service", "checkout"}, {"pod", "a"}},
                (ns > nowNs - 30 * base::nsPerMinute ? 400 : 40) + noise);
            add(ns, {{"__name__", "queue_depth"}, {"service", "cart"}, {"pod", "b"}}, 40 + noise);
            add(ns, {{"__name__", "http_requests_total"}, {"service", "checkout"}}, total += 6000 + 60 * noise);
        }
        auto known = [] {
            engine::NormalKnowledge out;
            out.metricNames = {u"http_requests_total"_s, u"queue_depth"_s};
            return out;
        };
        card = std::make_unique<ui::NormalCard>(
            std::make_unique<engine::NormalDesk>(reader, set, engine::SubjectRules(), known, clock), context);
        card->setAttribute(Qt::WA_DeleteOnClose, false);
    }
    void add(qint64 ns, const base::Labels &labels, double value)
    {
        metrics.samples.append(labels, ns / base::nsPerMs, value);
    }
    bool ask(const signals::Subject &subject, qint64 atNs = 0)
    {
        card->ask(subject, atNs);
        return QTest::qWaitFor([this] { return !card->desk().snapshot()->isBusy; }, 30'000);
    }
    [[nodiscard]] QStringList words() const
    {
        QStringList out;
        for (auto *label : card->findChildren<widgets::PlainLabel *>())
            if (!label->isHidden())
                out << label->text();
        return out;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        const QStringList all = words();
        return std::ranges::any_of(all, [&](const QString &one) { return one.contains(text); });
    }
    [[nodiscard]] std::vector<ui::NormalRow *> rows() const
    {
        std::vector<ui::NormalRow *> out;
        for (auto *row : card->findChildren<ui::NormalRow *>())
            if (!row->isHidden())
                out.push_back(row);
        return out;
    }
};

void save(QWidget &card, const QString &name, QSize size = {520, 420})
{
    const QImage image = support::shoot(card, size);
    QVERIFY(!image.isNull());
    if (qEnvironmentVariableIsSet("WF_SHOTS"))
        QVERIFY(image.save(qEnvironmentVariable("WF_SHOTS") + u"/normal-"_s + name + u".png"_s));
}

widgets::IconButton *button(const ui::NormalRow &row, const QString &name)
{
    for (auto *one : row.findChildren<widgets::IconButton *>())
        if (one->accessibleName().startsWith(name))
            return one;
    return nullptr;
}

} // namespace

class tst_NormalCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void saysTheVerdictTheRangeAndWhatIsBehindIt()
    {
        World world;
        QVERIFY(world.ask(metric(u"queue_depth"_s, u"queue of the shop"_s)));
        QVERIFY(world.says(u"Unusual: 1 of 2"_s));
        QVERIFY(world.says(u"queue of the shop, at 2025-11-21 04:40:00 UTC"_s));
        const auto rows = world.rows();
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0]->line().verdict, engine::NormalVerdict::Unusual); // the odd one first
        QVERIFY(rows[0]->accessibleDescription().contains(u"unusual"_s));
        QVERIFY(world.says(u"More than all "_s));
        QVERIFY(world.says(u"Nine of ten lie in "_s));
        QVERIFY(world.says(u"queue_depth"_s));
        save(*world.card, u"dark"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        save(*world.card, u"light"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        // Asked again it takes the place of what it said.
        QVERIFY(world.ask(metric(u"queue_depth{pod=\"b\"}"_s, u"cart"_s)));
        QVERIFY(world.says(u"As usual"_s));
        QCOMPARE(world.rows().size(), std::size_t{1});
    }
    void aRowIsComparedOpenedAndCopied()
    {
        World world;
        QVERIFY(world.ask(metric(u"queue_depth"_s, u"queue"_s)));
        const auto rows = world.rows();
        QSignalSpy moves(&world.context, &ui::WatchContext::movesRequested);
        QSignalSpy opened(&world.context, &ui::WatchContext::openRequested);
        button(*rows[0], u"What moves"_s)->click();
        QCOMPARE(moves.size(), 1);
        const auto series = moves[0][0].value<signals::Subject>();
        QCOMPARE(series.id, u"queue_depth"_s);
        QCOMPARE(series.labels.text("pod"), u"a"_s);
        QCOMPARE(moves[0][1].value<base::TimeRange>().endNs, nowNs);
        button(*rows[0], u"Open"_s)->click();
        QCOMPARE(opened.size(), 1);
        button(*rows[0], u"Copy query"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"queue_depth"_s);
        world.card->findChild<widgets::Button *>()->click(); // copy as text
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Unusual: 1 of 2"_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Nine of ten"_s));
    }
    void aServiceShowsEverythingThatIsWatchedOfIt()
    {
        World world;
        QVERIFY(world.ask(signals::Subject::ofService(u"checkout"_s)));
        QVERIFY(world.rows().size() >= 1);
        QVERIFY(world.says(u"checkout, at "_s));
        save(*world.card, u"service"_s);
    }
    void whatCannotBeKnownIsSaid()
    {
        World young(0);
        QVERIFY(young.ask(metric(u"queue_depth"_s, u"queue"_s)));
        QVERIFY(young.says(u"This cannot be known yet"_s));
        save(*young.card, u"unknown"_s);
        World world;
        QVERIFY(world.ask({}));
        QVERIFY(world.says(u"Select something first."_s));
        world.metrics.fails = true;
        QVERIFY(world.ask(metric(u"queue_depth"_s, u"<b>queue</b>\n"_s)));
        QVERIFY(world.says(world.card->desk().snapshot()->errors.front().summary));
        save(*world.card, u"error"_s);
    }
    void theValueStandsOutsideItsBandWhereItIsUnusual()
    {
        engine::NormalLine line;
        line.line = {10, 12, 11, 40};
        line.value = 40;
        line.low = 9;
        line.high = 13;
        const QRectF box(0, 0, 100, 40);
        auto at = ui::UsualView::placesIn(box, line);
        QVERIFY(at.hasNow && !at.band.contains(at.now));
        QCOMPARE(at.line.size(), 4);
        QCOMPARE(at.line.back(), at.now);
        line.value = 11;
        line.line.back() = 11;
        at = ui::UsualView::placesIn(box, line);
        QVERIFY(at.band.top() < at.now.y() && at.now.y() < at.band.bottom());
        line.low = line.high = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(ui::UsualView::placesIn(box, line).band.isNull());
        line.value = std::numeric_limits<double>::quiet_NaN();
        line.line.clear();
        at = ui::UsualView::placesIn(box, line);
        QVERIFY(!at.hasNow && at.line.isEmpty());
        line.value = 5; // alone: in the middle
        QCOMPARE(ui::UsualView::placesIn(box, line).now.y(), 20.0);
    }
};

QTEST_MAIN(tst_NormalCard)
#include "tst_normalcard.moc"
