// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/metrics/metricsworld.h"
#include "ui/metrics/metriclist.h"
#include "widgets/base/controls/wrongfield.h"
#include "widgets/base/theme.h"
#include "widgets/expression/proposallist.h"

#include <QApplication>
#include <QCompleter>
#include <QLineEdit>
#include <QTextBlock>
#include <QTextLayout>

using namespace wf;
using namespace Qt::StringLiterals;
using test::MetricsWorld;

namespace {

// The one on screen: rows of the builder that were replaced live until the next round of events.
template<class T>
T *seen(const MetricsWorld &w, const QString &name)
{
    for (auto *one : w.page->findChildren<T *>())
        if (one->isVisible() && one->accessibleName() == name)
            return one;
    return nullptr;
}

} // namespace

class TestMetricsWriting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void aMetricOfTheListBecomesAQuery()
    {
        MetricsWorld w;
        auto *field = w.named<QLineEdit>(u"Find a metric"_s);
        QTRY_VERIFY(w.page->isSettled());
        field->setText(u"wait"_s);
        auto *list = w.page->findChild<ui::FoundMetrics *>();
        QTRY_COMPARE(list->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"rate(psp_pool_wait_seconds_total[$__rate_interval])"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        QVERIFY(w.source.asked.contains(u"rate(psp_pool_wait_seconds_total[1m])"_s));
        QTRY_VERIFY(w.says(u"Time requests spent waiting"_s));
        QTRY_COMPARE(w.facets().topLevelItemCount(), 2);
    }

    void errorsAreUnderlinedAndSaid()
    {
        MetricsWorld w;
        w.edit().setText(u"sum(rate(up))"_s);
        QTRY_VERIFY(!w.edit().document()->firstBlock().layout()->formats().isEmpty()); // coloured
        QTRY_COMPARE(w.edit().marks().size(), 1U);
        QCOMPARE(w.edit().marks()[0].start, 9);
        QVERIFY(w.says(u"range vector"_s));
        w.edit().setText(u"up"_s);
        QTRY_VERIFY(w.edit().marks().empty());
    }

    void aTickOfAFacetRewritesTheQuery()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        w.run(u"sum(psp_pool_in_use)"_s);
        QTRY_COMPARE(w.facets().topLevelItemCount(), 2);
        w.facets().topLevelItem(1)->child(1)->setCheckState(0, Qt::Unchecked);
        QTRY_COMPARE(w.edit().text(), u"sum(psp_pool_in_use{region=\"eu-west\"})"_s);
        QTRY_VERIFY(w.source.asked.contains(w.edit().text()));
        QTRY_COMPARE(w.facets().topLevelItem(1)->child(1)->checkState(0), Qt::Unchecked);
        w.facets().topLevelItem(1)->child(1)->setCheckState(0, Qt::Checked);
        QTRY_COMPARE(w.edit().text(), u"sum(psp_pool_in_use)"_s);
    }

    void proposalsComeFromTheIndex()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        w.edit().setFocus();
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        QTest::keyClicks(&w.edit(), u"sum(psp_pool_in"_s);
        QTRY_VERIFY(w.edit().isProposing());
        QTRY_COMPARE(w.edit().proposals().completion().proposals[0].name, u"psp_pool_in_use"_s);
        QTest::keyClick(&w.edit(), Qt::Key_Tab);
        QCOMPARE(w.edit().text(), u"sum(psp_pool_in_use)"_s);
    }

    void theBuilderAndTheTextAreTheSame()
    {
        MetricsWorld w;
        w.run(u"sum by (region) (rate(psp_pool_wait_seconds_total{pod=\"pod-a\"}[5m]))"_s);
        w.trigger(u"Code or builder"_s);
        QTRY_COMPARE(w.named<widgets::ExpressionEdit>(u"Name of the metric, or choose one on the left"_s)->text(),
                     u"psp_pool_wait_seconds_total"_s);
        auto *labels = w.named<QLineEdit>(u"labels, with commas"_s);
        labels->setText(u"region, pod"_s);
        QTest::keyClick(labels, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"sum by (region, pod) (rate(psp_pool_wait_seconds_total{pod=\"pod-a\"}[5m]))"_s);
        w.trigger(u"Code or builder"_s);
        w.edit().setText(u"a / b"_s);
        w.trigger(u"Code or builder"_s);
        QVERIFY(w.says(u"stays text"_s));
    }

    void theBuilderIsWorkedWithTheKeysAlone()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        w.run(u"sum(psp_pool_in_use{pod=\"pod-a\"})"_s);
        w.trigger(u"Code or builder"_s);
        auto *value = w.named<QLineEdit>(u"value"_s);
        QTRY_VERIFY(value->isVisible());
        value->setFocus();
        value->setText(u"pod-b"_s);
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"sum(psp_pool_in_use{pod=\"pod-b\"})"_s);
        const auto *kept = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(kept && kept->text() == u"pod-b"_s); // the form was filled anew below it
        QTRY_VERIFY(kept->completer());              // once the labels are known
        // The list on the left changes what is asked about, and the rest stays.
        auto *field = w.named<QLineEdit>(u"Find a metric"_s);
        field->setText(u"up"_s);
        auto *list = w.page->findChild<ui::FoundMetrics *>();
        QTRY_COMPARE(list->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"sum(up{pod=\"pod-b\"})"_s);
    }

    void whatIsWrongStaysAndIsSaid()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        w.run(u"sum(psp_pool_in_use{pod=~\"pod-a\"} * 2)"_s);
        w.trigger(u"Code or builder"_s);
        const auto asked = w.source.asked.size();
        auto *value = seen<QLineEdit>(w, u"value"_s);
        value->setText(u"pod-("_s);
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"sum(psp_pool_in_use{pod=~\"pod-(\"} * 2)"_s);
        QTRY_VERIFY(w.says(u"Not a regular expression"_s));
        QCOMPARE(w.source.asked.size(), asked); // nobody can answer it
        // There and back again.
        w.trigger(u"Code or builder"_s);
        w.trigger(u"Code or builder"_s);
        value = seen<QLineEdit>(w, u"value"_s);
        QCOMPARE(value->text(), u"pod-("_s);
        QVERIFY(widgets::isMarkedWrong(*value));
        QVERIFY(value->accessibleDescription().contains(u"missing )"_s));
        auto *number = seen<QLineEdit>(w, u"number"_s);
        number->setText(u"two"_s);
        QTest::keyClick(number, Qt::Key_Return);
        QVERIFY(w.says(u"two is no number"_s));
        QVERIFY(w.edit().text().endsWith(u"* 2)"_s));
        value->setText(u"pod-b"_s);
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_VERIFY(w.source.asked.contains(u"sum(psp_pool_in_use{pod=~\"pod-b\"} * 2)"_s));
        QVERIFY(!w.says(u"Not a regular expression"_s));
    }

    void theMetricOfTheBuilderIsProposedFromTheIndex()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        w.run(u"sum(up{pod=\"pod-a\"})"_s);
        w.trigger(u"Code or builder"_s);
        const auto field = [&w] {
            return seen<widgets::ExpressionEdit>(w, u"Name of the metric, or choose one on the left"_s);
        };
        field()->setFocus();
        field()->selectAll();
        QTest::keyClicks(field(), u"pool_in"_s);
        QTRY_VERIFY(field()->isProposing());
        QCOMPARE(field()->proposals().completion().proposals[0].name, u"psp_pool_in_use"_s);
        QTest::keyClick(field(), Qt::Key_Tab);
        QCOMPARE(w.edit().text(), u"sum(psp_pool_in_use{pod=\"pod-a\"})"_s);
        QTRY_VERIFY(w.source.asked.contains(w.edit().text()));
        // What is typed counts when the field is left, too; half of a query is kept.
        QTRY_VERIFY(field());
        field()->selectAll();
        QTest::keyClick(field(), Qt::Key_Delete);
        seen<QLineEdit>(w, u"value"_s)->setFocus();
        QCOMPARE(w.edit().text(), u"sum({pod=\"pod-a\"})"_s);
        QTRY_VERIFY(w.says(u"Name a metric"_s));
    }

    void whatAFacetRewritesIsInTheBuilderToo()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        w.run(u"sum(psp_pool_in_use)"_s);
        w.trigger(u"Code or builder"_s);
        QTRY_COMPARE(w.facets().topLevelItemCount(), 2);
        w.facets().topLevelItem(1)->child(1)->setCheckState(0, Qt::Unchecked);
        QTRY_COMPARE(w.edit().text(), u"sum(psp_pool_in_use{region=\"eu-west\"})"_s);
        QTRY_VERIFY(w.named<QLineEdit>(u"value"_s));
        QCOMPARE(w.named<QLineEdit>(u"value"_s)->text(), u"eu-west"_s);
    }

    void aQueryIsLaidOutAndGetsAStar()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        w.edit().setText(u"sum  by(pod)(up)"_s);
        w.trigger(u"Lay the query out"_s);
        QCOMPARE(w.edit().text(), u"sum by (pod) (up)"_s);
        w.trigger(u"Give the query a star"_s);
        QVERIFY(w.desk->book().isStarred(u"sum by (pod) (up)"_s));
    }
};

QTEST_MAIN(TestMetricsWriting)
#include "tst_metricswriting.moc"
