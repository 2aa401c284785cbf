// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakemetricsource.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/rules/ruledetail.h"
#include "ui/rules/rulespage.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

signals::Rule ruleNamed(const QString &name, const QString &query, qint64 nowNs)
{
    signals::Rule out;
    out.name = name;
    out.group = u"payment.pool"_s;
    out.file = u"/etc/prometheus/payment.rules.yml"_s;
    out.query = query;
    out.source = u"prom"_s;
    out.health = u"ok"_s;
    out.intervalNs = 60 * base::nsPerSecond;
    out.lastEvaluationNs = nowNs;
    out.evaluationTimeNs = 1'300'000;
    return out;
}

struct World {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    store::Store files{test::quietOptions(dir.path()), clock};
    support::FakeMetricSource source{u"prom"_s};
    sources::SourceSet set;
    ui::WatchContext context{clock};
    std::unique_ptr<engine::RuleWatch> watch;
    std::unique_ptr<engine::Replayer> replayer;
    std::unique_ptr<ui::RulesPage> page;

    World()
    {
        const qint64 now = clock.nowNs();
        auto fails = ruleNamed(u"CheckoutErrors"_s, u"errors > 1"_s, now);
        fails.health = u"err"_s;
        fails.lastError = u"found duplicate series for the match group {region=\"eu-west\"}"_s;
        auto records = ruleNamed(u"pool:used"_s, u"psp_pool_in_use / psp_pool_max"_s, now);
        records.kind = signals::RuleKind::Recording;
        auto fires = ruleNamed(u"PspPoolSaturated"_s, u"pool:used > 0.95"_s, now);
        fires.labels = base::Labels{{"severity", "warning"}};
        fires.alerts.resize(2);
        source.ruleList = {records, fires, fails};
        // Holds five minutes every six hours.
        source.answer = [](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
            auto out = std::make_shared<signals::QueryAnswer>();
            signals::Series series;
            series.labels = base::Labels{{"region", "eu-west"}};
            for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs)
                if (t / base::nsPerMinute % 360 < 5) {
                    series.timesMs.push_back(t / base::nsPerMs);
                    series.values.push_back(0.97);
                }
            out->series.push_back(std::move(series));
            return signals::QueryAnswerPtr(out);
        };
        set.metrics = {&source};
        watch = std::make_unique<engine::RuleWatch>(set, clock, pools);
        replayer = std::make_unique<engine::Replayer>(set, files.alerts(), files.ledger(), clock, pools);
        page = std::make_unique<ui::RulesPage>(*watch, *replayer, context);
        page->setActive(true);
    }
    [[nodiscard]] QTableView *table(const QString &name) const
    {
        for (auto *one : page->findChildren<QTableView *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] QTableView *firings() const { return table(u"When it would have fired"_s); }
    [[nodiscard]] widgets::RowTable &list() const { return *page->findChild<widgets::RowTable *>(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList out;
        for (int i = 0; i < list().model()->rowCount(); ++i)
            out << list().model()->index(i, 0).data().toString();
        return out;
    }
    [[nodiscard]] QModelIndex rowNamed(const QString &name) const
    {
        const auto at = names().indexOf(name);
        return at < 0 ? QModelIndex() : list().model()->index(static_cast<int>(at), 0);
    }
    void select(const QString &name) const
    {
        list().setCurrentKey(rowNamed(name).data(widgets::RowKeyRole).toULongLong());
    }
    void act(const QString &name) const
    {
        for (QAction *action : page->screenActions())
            if (action->text() == name)
                return action->trigger();
        qFatal("no action %s", qPrintable(name));
    }
    void open(const QString &name) const
    {
        (void)QTest::qWaitFor([this] { return page->isSettled(); });
        select(name);
        act(u"Open the rule"_s);
        (void)QTest::qWaitFor([this] { return page->isSettled(); }, 15'000);
    }
    [[nodiscard]] ui::RuleDetail &detail() const { return *page->findChild<ui::RuleDetail *>(); }
    [[nodiscard]] QLineEdit *field(const QString &name) const
    {
        for (auto *one : page->findChildren<QLineEdit *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->isVisibleTo(page.get()) && label->text().contains(text))
                return true;
        return false;
    }
};

} // namespace

class TestRulesPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsTheTreeWithWhatNeedsALookFirst()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        QCOMPARE(world.names(), (QStringList{u"Fires, fails or is late"_s, u"CheckoutErrors"_s, u"PspPoolSaturated"_s,
                                             u"prom"_s, u"payment.rules.yml"_s, u"payment.pool"_s, u"pool:used"_s,
                                             u"PspPoolSaturated"_s, u"CheckoutErrors"_s}));
        const auto markOf = [&world](const QString &name) { return world.rowNamed(name).data(widgets::SeverityRole); };
        QCOMPARE(markOf(u"CheckoutErrors"_s).toInt(), static_cast<int>(signals::Severity::Critical));
        QCOMPARE(markOf(u"PspPoolSaturated"_s).toInt(), static_cast<int>(signals::Severity::Warning)); // its own
        QVERIFY(!markOf(u"pool:used"_s).isValid()); // healthy is quiet
        QCOMPARE(world.page->badge().text, u"1"_s);
        QCOMPARE(world.context.selection().title, u"CheckoutErrors"_s); // the first is selected, and the Thread's
        QVERIFY(world.says(u"found duplicate series"_s));
    }

    void selectionIsTheThreads()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.select(u"PspPoolSaturated"_s);
        QCOMPARE(world.context.selection().title, u"PspPoolSaturated"_s);
        QCOMPARE(world.context.selection().labels.text("alertname"), u"PspPoolSaturated"_s);
        world.select(u"pool:used"_s);
        QVERIFY(world.context.selection().kind == signals::SubjectKind::Metric);
    }

    void aMetricOrAQueryFindsWhoAlertsOnIt()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = u"sum(rate(nothing[5m])) + psp_pool_max"_s;
        QVERIFY(world.page->showSubject(metric));
        QCOMPARE(world.names(),
                 (QStringList{u"prom"_s, u"payment.rules.yml"_s, u"payment.pool"_s, u"PspPoolSaturated"_s}));
    }

    void theKeyboardOpensAndCloses()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.select(u"payment.pool"_s);
        QTest::keyClick(&world.list(), Qt::Key_Left);
        QCOMPARE(world.names().count(u"PspPoolSaturated"_s), 1); // only the one at the top
        QTest::keyClick(&world.list(), Qt::Key_Right);
        QCOMPARE(world.names().count(u"PspPoolSaturated"_s), 2);
        world.select(u"PspPoolSaturated"_s);
        QTest::keyClick(&world.list(), Qt::Key_Return);
        QVERIFY(world.detail().isVisibleTo(world.page.get()));
        world.act(u"Back to the list of rules"_s);
        QVERIFY(world.list().isVisibleTo(world.page.get()));
    }

    void anAlertOpensItsRuleAndShowsWhenItWouldHaveFired()
    {
        World world;
        signals::Subject alert;
        alert.kind = signals::SubjectKind::Alert;
        alert.labels = base::Labels{{"alertname", "PspPoolSaturated"}};
        world.page->editRuleOf(alert); // before any answer: remembered
        QTRY_VERIFY(world.detail().isVisibleTo(world.page.get()));
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.firings()->model()->rowCount() >= 27);
        QVERIFY(world.says(u"fires 2"_s));
        QVERIFY(world.page->showSubject(alert));
        QCOMPARE(world.context.selection().title, u"PspPoolSaturated"_s);
        QVERIFY(world.list().isVisibleTo(world.page.get()));
    }

    void tryingAnotherWaitReplaysAndIsTakenBack()
    {
        World world;
        world.open(u"PspPoolSaturated"_s);
        world.field(u"Holds for"_s)->setText(u"10m"_s);
        QVERIFY(world.detail().isTried());
        QTRY_VERIFY(world.says(u"Would not have fired"_s) || world.firings()->model()->rowCount() == 0);
        world.detail().copyYaml();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"for: 10m"_s));
        world.field(u"Holds for"_s)->setText(u"soon"_s);
        QVERIFY(world.says(u"Write waits as"_s));
        world.act(u"Take back what was tried"_s);
        QVERIFY(!world.detail().isTried());
        QTRY_VERIFY(world.firings()->model()->rowCount() >= 27);
    }

    void aBrokenConditionNamesItsPlaceAndAsksNobody()
    {
        World world;
        world.open(u"PspPoolSaturated"_s);
        const auto asked = world.source.asked.size();
        world.detail().findChild<QPlainTextEdit *>()->setPlainText(u"pool:used > )"_s);
        QVERIFY(world.says(u"1:13:"_s));
        QVERIFY(world.page->isSettled());
        QCOMPARE(world.source.asked.size(), asked);
    }

    void fiveThousandRulesAreThereAtOnce()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.source.ruleList.clear();
        for (int i = 0; i < 5'000; ++i) {
            auto rule = ruleNamed(u"Rule%1"_s.arg(i), u"metric_%1 > 1"_s.arg(i), world.clock.nowNs());
            rule.group = u"group %1"_s.arg(i / 20);
            rule.file = u"/etc/rules/%1.yml"_s.arg(i / 500);
            world.source.ruleList.push_back(std::move(rule));
        }
        QSignalSpy spy(world.watch.get(), &engine::RuleWatch::changed);
        world.watch->refresh();
        QVERIFY(spy.wait(20'000));
        QTRY_COMPARE(world.list().model()->rowCount(), 1 + 10 + 250);
        QElapsedTimer timer;
        timer.start();
        world.page->findChild<widgets::FilterEdit *>()->setText(u"Rule4999"_s);
        QTRY_COMPARE(world.list().model()->rowCount(), 4);
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed()))); // 120 ms of them are the pause
    }

    void anEmptyListSaysSo()
    {
        World world;
        world.source.ruleList.clear();
        QTRY_VERIFY(world.page->isSettled());
        world.watch->refresh();
        QTRY_VERIFY(world.says(u"No rules"_s));
        world.page->findChild<widgets::FilterEdit *>()->setText(u"x"_s);
        QTRY_VERIFY(world.says(u"No rule matches"_s));
    }
};

QTEST_MAIN(TestRulesPage)
#include "tst_rulespage.moc"
