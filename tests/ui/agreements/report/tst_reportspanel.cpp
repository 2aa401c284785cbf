// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/report/reportspanel.h"

#include "tests/support/agreements/agreementsworld.h"
#include "ui/agreements/report/verificationdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

template<class T>
T *named(QWidget &widget, const QString &name)
{
    for (auto *one : widget.findChildren<T *>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

widgets::Button *buttonOf(QWidget &widget, const QString &text)
{
    for (auto *button : widget.findChildren<widgets::Button *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

} // namespace

class TestReportsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_panel.reset();
        m_world = std::make_unique<test::AgreementsWorld>();
        m_desk = std::make_unique<engine::ReportDesk>(
            engine::ReportDesk::Options{m_world->path(u"reports"_s), {}, u"1.0"_s, [] { return wire::PdfFontFiles(); }},
            m_world->clock, m_world->pools);
        m_panel = std::make_unique<ReportsPanel>(*m_desk, *m_world->keeper);
        m_world->keeper->askPast(u"spa-114"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->keeper->snapshot()->asOfNs != 0 && !m_world->keeper->isBusy(), 20'000);
        m_panel->show(m_world->keeper->snapshot()->agreements.at(0));
        m_panel->resize(330, 600);
        m_panel->QWidget::show();
    }
    void cleanupTestCase() { m_panel.reset(); }

    void aReportIsAskedForSignedIssuedAndFoundAgain()
    {
        auto *dialog = dialogOf();
        QVERIFY(dialog);
        auto *make = buttonOf(*dialog, u"Make report"_s);
        QVERIFY(make->isEnabled());
        named<widgets::Segmented>(*dialog, u"Form"_s)->setCurrent(1);
        Q_EMIT named<widgets::Segmented>(*dialog, u"Form"_s)->currentChanged(1);
        auto *path = named<QLineEdit>(*dialog, u"Save to"_s);
        const QString file = path->text();
        QCOMPARE(file, m_world->dir.path() + u"/SPA-114-2026-05.html"_s);
        const auto boxes = dialog->findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), 2);
        boxes[0]->setChecked(true);
        boxes[1]->setChecked(false);
        QVERIFY(!make->isEnabled()); // a reason is missing
        named<QLineEdit>(*dialog, u"Reason"_s)->setText(u"the customer asked"_s);
        QVERIFY(make->isEnabled());
        QSignalSpy said(m_panel.get(), &ReportsPanel::said);
        make->click();
        QVERIFY(!make->isEnabled()); // once
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 20'000);
        QVERIFY(said.at(0).at(1).toBool());
        QVERIFY(QFile::exists(file));
        auto *table = named<FlatTable>(*m_panel, u"Reports issued"_s);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 20'000);
        QVERIFY(table->model()->index(0, 0).data().toString().contains(u"May 2026"_s));
    }

    void aReportThatCannotBeWrittenSaysSoAndStaysAsked()
    {
        auto *dialog = dialogOf();
        named<widgets::Segmented>(*dialog, u"Form"_s)->setCurrent(1);
        named<QLineEdit>(*dialog, u"Save to"_s)->setText(m_world->path(u"no/such/folder/r.html"_s));
        dialog->findChildren<QCheckBox *>().at(1)->setChecked(false);
        auto *make = buttonOf(*dialog, u"Make report"_s);
        QSignalSpy said(m_panel.get(), &ReportsPanel::said);
        make->click();
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 20'000);
        QVERIFY(!said.at(0).at(1).toBool());
        QVERIFY(dialog->isVisible());
        QVERIFY(make->isEnabled());
    }

    void anotherPeriodWaitsForItsFigures()
    {
        auto *dialog = dialogOf();
        QSignalSpy wanted(m_panel.get(), &ReportsPanel::periodWanted);
        named<QComboBox>(*dialog, u"Period"_s)->setCurrentIndex(1);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(0).toString(), u"2026-04"_s);
        QVERIFY(!buttonOf(*dialog, u"Make report"_s)->isEnabled());
        m_panel->show(m_world->keeper->snapshot()->agreements.at(0));
        QVERIFY(buttonOf(*dialog, u"Make report"_s)->isEnabled());
    }

    void whatVerifyingFoundIsShownWhole()
    {
        engine::ReportVerification found;
        found.found.id = u"SLA-1"_s;
        found.differences = {u"clauses[0].measured: 99.860 % → 99.960 %"_s};
        VerificationDialog dialog(u"/tmp/r.pdf"_s, found);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const QString text = dialog.findChild<QPlainTextEdit *>()->toPlainText();
        QVERIFY(text.contains(u"Differs: clauses[0].measured: 99.860 % → 99.960 %"_s));
    }

private:
    ReportDialog *dialogOf()
    {
        m_panel->makeReport({{u"running"_s, {}}, {u"April 2026"_s, u"2026-04"_s}}, m_world->dir.path());
        return m_panel->window()->findChild<ReportDialog *>();
    }

    std::unique_ptr<test::AgreementsWorld> m_world;
    std::unique_ptr<engine::ReportDesk> m_desk;
    std::unique_ptr<ReportsPanel> m_panel;
};

QTEST_MAIN(TestReportsPanel)
#include "tst_reportspanel.moc"
