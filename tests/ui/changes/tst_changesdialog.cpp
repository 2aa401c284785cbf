// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/objectives/sampledsource.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/changes/changecolumns.h"
#include "ui/changes/changesdialog.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;
const base::TimeRange window{nowNs - 30 * base::nsPerMinute, nowNs};

struct World {
    base::ManualClock clock{nowNs};
    async::Pools pools;
    support::SampledSource metrics;
    sources::SourceSet set;
    ui::WatchContext context{clock};

    explicit World(bool moves = true)
    {
        set.metrics = {&metrics};
        double total = 0;
        for (qint64 ns = nowNs - 3 * base::nsPerHour; ns <= nowNs; ns += base::nsPerMinute) {
            const bool isIn = moves && ns >= window.startNs;
            const double noise = std::sin(static_cast<double>(ns / base::nsPerMinute) * 12.9898) * 3;
            const base::Labels who{{"service", "checkout"}, {"pod", "checkout-7f9c"}};
            add(ns, who.with("__name__", "orders_total"), total += (isIn ? 60 : 300) + noise);
            add(ns, who.with("__name__", "queue_depth"), (isIn ? 900 : 40) + noise);
            add(ns, {{"__name__", "pool_in_use"}, {"service", "cart"}}, (isIn ? 98 : 30) + noise);
            add(ns, {{"__name__", "quiet"}, {"service", "cart"}}, 30 + noise);
        }
    }
    void add(qint64 ns, const base::Labels &labels, double value)
    {
        metrics.samples.append(labels, ns / base::nsPerMs, value);
    }
    std::unique_ptr<ui::ChangesDialog> open()
    {
        auto out = std::make_unique<ui::ChangesDialog>(set, engine::SubjectRules(), pools, context, window);
        out->setAttribute(Qt::WA_DeleteOnClose, false);
        out->askChanges();
        return out;
    }
};

void save(QWidget &dialog, const QString &name, QSize size = {1080, 640})
{
    const QImage image = support::shoot(dialog, size);
    QVERIFY(!image.isNull());
    if (qEnvironmentVariableIsSet("WF_SHOTS"))
        QVERIFY(image.save(qEnvironmentVariable("WF_SHOTS") + u"/changes-"_s + name + u".png"_s));
}

} // namespace

class tst_ChangesDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void rowsAreRankedAndOpenWhatTheySpeakOf();
    void nothingAndErrorsSaySo();
    void whatMovesWithARowIsAskedInTheSamePlace();
};

void tst_ChangesDialog::rowsAreRankedAndOpenWhatTheySpeakOf()
{
    World world;
    const auto dialog = world.open();
    QVERIFY(dialog->search().snapshot()->isBusy);
    QCOMPARE(dialog->search().snapshot()->series, 0U);
    const auto says = [&dialog](const QString &text) {
        return std::ranges::any_of(dialog->findChildren<widgets::PlainLabel *>(),
                                   [&text](const auto *label) { return label->text().contains(text); });
    };
    QVERIFY(says(u"asking the sources"_s) && !says(u"0 of 0"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->search().snapshot()->isBusy, 30'000);
    QVERIFY(!says(u"asking the sources"_s));
    auto *table = dialog->findChild<QTableView *>();
    QVERIFY(table && table->model()->rowCount() >= 2);
    QCOMPARE(table->model()->rowCount(), static_cast<int>(dialog->search().snapshot()->changes.size()));
    QVERIFY(table->currentIndex().isValid());
    QSignalSpy opened(&world.context, &ui::WatchContext::openRequested);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(world.context.selection().kind, signals::SubjectKind::Metric);
    QVERIFY(window.contains(world.context.selection().timeNs));
    const auto choices = dialog->findChildren<widgets::Segmented *>();
    const auto kinds = *std::ranges::find(choices, u"Signals shown"_s, &QWidget::accessibleName);
    kinds->setCurrent(2);
    Q_EMIT kinds->currentChanged(2);
    QCOMPARE(table->model()->rowCount(), 0);
    kinds->setCurrent(0);
    Q_EMIT kinds->currentChanged(0);
    save(*dialog, u"dark"_s);
    engine::Change slow;
    slow.signal = engine::ChangeSignal::Trait;
    QCOMPARE(ui::changeColumns(false).at(2).data(slow, widgets::CellKindRole).toInt(),
             static_cast<int>(widgets::CellKind::Text)); // two shares are no value with its unit
    save(*dialog, u"narrow"_s, {760, 480});
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
    save(*dialog, u"light"_s);
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
}

void tst_ChangesDialog::nothingAndErrorsSaySo()
{
    World calm(false);
    const auto quiet = calm.open();
    QTRY_VERIFY_WITH_TIMEOUT(!quiet->search().snapshot()->isBusy, 30'000);
    QCOMPARE(quiet->findChild<QTableView *>()->model()->rowCount(), 0);
    save(*quiet, u"empty"_s);
    World broken;
    broken.metrics.fails = true;
    const auto failed = broken.open();
    QTRY_VERIFY_WITH_TIMEOUT(!failed->search().snapshot()->isBusy, 30'000);
    QVERIFY(!failed->search().snapshot()->errors.empty());
    save(*failed, u"error"_s);
}

void tst_ChangesDialog::whatMovesWithARowIsAskedInTheSamePlace()
{
    World world;
    for (qint64 ns = nowNs - 3 * base::nsPerHour; ns <= nowNs; ns += base::nsPerMinute) {
        const auto minute = static_cast<double>(ns / base::nsPerMinute);
        const auto news = [](double m) { return std::sin(m * m * 0.731) * 8 + std::sin(m * 78.233) * 5; };
        world.add(ns, {{"__name__", "up"}, {"job", "shop"}}, 1);
        world.add(ns, {{"__name__", "waiting"}, {"service", "cart"}}, 50 + news(minute));
        world.add(ns, {{"__name__", "latency"}, {"service", "checkout"}}, 3 + 0.1 * news(minute - 2));
    }
    const auto dialog = world.open();
    signals::Subject latency;
    latency.kind = signals::SubjectKind::Metric;
    latency.id = u"latency"_s;
    latency.title = u"Latency of checkout"_s;
    dialog->askMoves(latency);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->search().snapshot()->isBusy, 30'000);
    auto *table = dialog->findChild<QTableView *>();
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 1).data().toString(), u"waiting"_s);
    QCOMPARE(table->model()->index(0, 2).data().toString(), u"with it, 2\u2009min before"_s);
    auto *chart = dialog->findChild<widgets::ChartView *>();
    QVERIFY(chart && chart->isVisibleTo(dialog.get()) && chart->data());
    QCOMPARE(chart->data()->series.size(), std::size_t{2});
    save(*dialog, u"moves"_s, {1080, 720});
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
    save(*dialog, u"moves-light"_s, {1080, 720});
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    // and from there what moves with the one that was found
    for (auto *button : dialog->findChildren<QPushButton *>())
        if (button->text().startsWith(u"What moves with it"))
            button->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->search().snapshot()->isBusy, 30'000);
    QCOMPARE(dialog->search().snapshot()->moves->title, u"waiting"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->model()->index(0, 2).data().toString().endsWith(u"after"));
    latency.id = u"absent_metric"_s;
    dialog->askMoves(latency);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->search().snapshot()->isBusy, 30'000);
    QCOMPARE(table->model()->rowCount(), 0);
    save(*dialog, u"moves-error"_s, {1080, 720});
}

QTEST_MAIN(tst_ChangesDialog)
#include "tst_changesdialog.moc"
