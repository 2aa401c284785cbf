// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakemetricsource.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/rules/ruledetail.h"
#include "ui/rules/rulespage.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
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
        source.ruleList = {records, ruleNamed(u"PspPoolSaturated"_s, u"pool:used > 0.95"_s, now), fails};
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
    [[nodiscard]] QTableView *rules() const { return table(u"All rules, what needs somebody first"_s); }
    [[nodiscard]] QTableView *firings() const { return table(u"When it would have fired"_s); }
    [[nodiscard]] QString ruleAt(int row) const { return rules()->model()->index(row, 1).data().toString(); }
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
            if (label->text().contains(text))
                return true;
        return false;
    }
};

} // namespace

class TestRulesPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsWhatFailsFirstAndSaysWhy()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        QCOMPARE(world.ruleAt(0), u"CheckoutErrors"_s);
        QCOMPARE(world.ruleAt(1), u"PspPoolSaturated"_s);
        QCOMPARE(world.ruleAt(2), u"pool:used"_s);
        QVERIFY(world.says(u"found duplicate series"_s));
        QCOMPARE(world.page->badge().text, u"1"_s);
    }

    void aMetricFindsWhoAlertsOnIt()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = u"psp_pool_max"_s;
        QVERIFY(world.page->showSubject(metric));
        QCOMPARE(world.rules()->model()->rowCount(), 1);
        QCOMPARE(world.ruleAt(0), u"PspPoolSaturated"_s);
    }

    void anAlertOpensItsRuleAndShowsWhenItWouldHaveFired()
    {
        World world;
        signals::Subject alert;
        alert.kind = signals::SubjectKind::Alert;
        alert.labels = base::Labels{{"alertname", "PspPoolSaturated"}};
        QVERIFY(world.page->showSubject(alert)); // before any answer: remembered
        QTRY_COMPARE(world.rules()->currentIndex().row(), 1);
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.firings()->model()->rowCount() >= 28);
        QVERIFY(world.says(u"fires 2"_s));
        if (qEnvironmentVariableIsSet("WF_SHOTS")) {
            const QImage image = support::shoot(*world.page, {1130, 780});
            QVERIFY(image.save(qEnvironmentVariable("WF_SHOTS") + u"/rules.png"_s));
        }
    }

    void tryingAnotherWaitReplaysAndIsTakenBack()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.rules()->setCurrentIndex(world.rules()->model()->index(1, 0));
        QTRY_VERIFY(world.page->isSettled());
        world.field(u"Holds for"_s)->setText(u"10m"_s);
        QVERIFY(world.detail().isTried());
        QTRY_VERIFY(world.says(u"Would not have fired"_s) || world.firings()->model()->rowCount() == 0);
        world.detail().copyYaml();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"for: 10m"_s));
        world.field(u"Holds for"_s)->setText(u"soon"_s);
        QVERIFY(world.says(u"Write waits as"_s));
        world.detail().takeBack();
        QVERIFY(!world.detail().isTried());
        QTRY_VERIFY(world.firings()->model()->rowCount() >= 28);
    }

    void aBrokenConditionNamesItsPlaceAndAsksNobody()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        const auto asked = world.source.asked.size();
        world.page->findChild<QPlainTextEdit *>()->setPlainText(u"pool:used > )"_s);
        QVERIFY(world.says(u"1:13:"_s));
        QVERIFY(world.page->isSettled());
        QCOMPARE(world.source.asked.size(), asked);
    }
};

QTEST_MAIN(TestRulesPage)
#include "tst_rulespage.moc"
