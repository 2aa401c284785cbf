// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/metrics/metricsworld.h"
#include "ui/metrics/metriclist.h"
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
        auto *metric = w.named<QLineEdit>(u"Name of the metric, or choose one on the left"_s);
        QVERIFY(metric);
        QTRY_COMPARE(w.named<QLineEdit>(u"Name of the metric, or choose one on the left"_s)->text(),
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
