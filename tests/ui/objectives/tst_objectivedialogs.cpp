// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gui/widgetshot.h"
#include "tests/ui/objectives/objectivesworld.h"
#include "ui/objectives/define/compositedialog.h"
#include "ui/objectives/define/discoverdialog.h"
#include "ui/objectives/define/objectiveeditor.h"
#include "ui/objectives/define/objectiveform.h"
#include "ui/objectives/dialogs/correctionsdialog.h"
#include "ui/objectives/dialogs/historydialog.h"
#include "ui/objectives/dialogs/trenddialog.h"
#include "ui/objectives/dialogs/webhooksdialog.h"
#include "ui/objectives/dialogs/whatifdialog.h"
#include "ui/objectives/saving/tablesaving.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QComboBox>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QTextBlock>

#include <algorithm>

using namespace wf;
using namespace wf::tests;

class ObjectiveDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void theFirstObjectiveFromNothingIsAServiceAndAYes()
    {
        ObjectivesWorld world;
        world.addOrders();
        world.open({world.dir.filePath(u"empty"_s)}); // no file, no folder
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(world.wizard->services().contains(u"orders"_s), 30'000);
        auto *form = opened<ui::ObjectiveForm>(world, u"New objective"_s);
        QVERIFY(form);
        form->findChild<QComboBox *>()->setCurrentText(u"orders"_s);
        auto *save = button(*form, u"Save objective"_s);
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 30'000);
        // 28 days of history are there before it is saved.
        auto *figure = form->findChild<widgets::BurnDownFigure *>();
        QTRY_VERIFY_WITH_TIMEOUT(figure->burnDown().left.size() > 500, 30'000);
        shoot(*form, u"form"_s);
        save->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->objectives.size() == 1, 30'000);
        QCOMPARE(world.keeper->snapshot()->objectives.front().objective.service, u"orders"_s);
        QVERIFY(world.keeper->snapshot()->objectives.front().isKnown());
        QVERIFY(QFile::exists(world.keeper->snapshot()->objectives.front().objective.sourceFile));
    }
    void aTargetOf100IsRefusedInTheForm()
    {
        ObjectivesWorld world;
        world.addOrders();
        world.open({world.dir.filePath(u"empty"_s)});
        QTRY_VERIFY_WITH_TIMEOUT(world.wizard->services().contains(u"orders"_s), 30'000);
        auto *form = opened<ui::ObjectiveForm>(world, u"New objective"_s);
        form->findChild<QComboBox *>()->setCurrentText(u"orders"_s);
        auto *save = button(*form, u"Save objective"_s);
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 30'000);
        edit(*form, u"Target in percent"_s)->setText(u"100"_s);
        QVERIFY(!save->isEnabled() && says(*form, u"below 100 %"_s));
        edit(*form, u"Target in percent"_s)->setText(u"99"_s);
        edit(*form, u"Window in days"_s)->setText(u"0"_s);
        QVERIFY(!save->isEnabled() && says(*form, u"from 1 to 366 days"_s));
    }
    void theEditorNamesThePlaceUndoesAndShowsTheDifference()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *editor = opened<ui::ObjectiveEditor>(world, u"Edit the objective"_s);
        QVERIFY(editor);
        auto *text = textNamed(*editor, u"Text of the file"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!text->isReadOnly(), 30'000);
        const QString before = text->toPlainText();
        auto *save = button(*editor, u"Look at the difference"_s);
        QVERIFY(!save->isEnabled());
        // A query that does not parse.
        text->setPlainText(
            QString(before).replace(u"failures_total{service=\"payment\"}"_s, u"failures_total{service="_s));
        auto *problems = editor->findChild<QTableView *>();
        QTRY_VERIFY_WITH_TIMEOUT(problems->model()->rowCount() > 0, 30'000);
        QVERIFY(!save->isEnabled());
        problems->setCurrentIndex(problems->model()->index(0, 0));
        const QString place = problems->model()->index(0, 0).data().toString();
        QCOMPARE(text->textCursor().blockNumber() + 1, place.section(u':', 0, 0).toInt());
        QVERIFY(text->textCursor().block().text().contains(u"failures_total{service="_s));
        shoot(*editor, u"editor-wrong"_s);
        text->setPlainText(before);
        edit(*editor, u"Target, %"_s)->setText(u"98.5"_s);
        button(*editor, u"Put into the text"_s)->click();
        QVERIFY(text->toPlainText().contains(u"target: 0.985"_s));
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 30'000);
        button(*editor, u"Undo"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!text->toPlainText().contains(u"target: 0.985"_s), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!save->isEnabled(), 30'000);
        text->redo();
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 30'000);
        save->click();
        auto *difference = textNamed(*editor, u"Difference to the file"_s);
        QVERIFY(difference->isVisibleTo(editor) && difference->toPlainText().contains(u"+ "_s));
        shoot(*editor, u"editor-difference"_s);
        save->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::any_of(world.keeper->snapshot()->objectives,
                                [](const auto &s) { return std::abs(s.objective.target - 0.985) < 1e-9; }),
            30'000);
    }
    void severalAreTakenTogether()
    {
        ObjectivesWorld world;
        world.fill();
        world.open({world.dir.path()});
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *dialog = opened<ui::CompositeDialog>(world, u"Take several objectives together"_s);
        QVERIFY(dialog);
        auto *list = dialog->findChild<QListWidget *>();
        QCOMPARE(list->count(), 6);
        list->item(0)->setCheckState(Qt::Checked);
        auto *save = button(*dialog, u"Save"_s);
        QVERIFY(!save->isEnabled());
        list->item(1)->setCheckState(Qt::Checked);
        edit(*dialog, u"Name"_s)->setText(u"The front of the shop"_s);
        QVERIFY(save->isEnabled() && says(*dialog, u"of the budget is left"_s));
        shoot(*dialog, u"composite"_s);
        save->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::any_of(world.keeper->snapshot()->objectives,
                                [](const auto &s) { return s.together.size() == 2 && s.isKnown(); }),
            30'000);
    }
    void whatRecordingRulesKeepIsOfferedAndTakenOver()
    {
        ObjectivesWorld world;
        world.fill();
        const auto recording = [](const QString &name, const QString &query) {
            signals::Rule rule;
            rule.kind = signals::RuleKind::Recording;
            rule.name = name;
            rule.query = query;
            rule.labels =
                base::Labels{{"sloth_id", "search-requests"}, {"sloth_service", "search"}, {"sloth_slo", "requests"}};
            return rule;
        };
        world.server.ruleList = {recording(u"slo:sli_error:ratio_rate5m"_s,
                                           u"sum(rate(failures_total{service=\"search\"}[5m])) / "
                                           "sum(rate(requests_total{service=\"search\"}[5m]))"_s),
                                 recording(u"slo:objective:ratio"_s, u"vector(0.99)"_s),
                                 recording(u"slo:time_period:days"_s, u"vector(28)"_s)};
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(says(*world.page, u"1 more kept by recording rules"_s), 30'000);
        auto *dialog = opened<ui::DiscoverDialog>(world, u"Objectives of recording rules"_s);
        QVERIFY(dialog);
        auto *take = button(*dialog, u"Take over"_s);
        QTRY_VERIFY_WITH_TIMEOUT(take->isEnabled(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(says(*dialog, u"of the budget left"_s), 30'000);
        shoot(*dialog, u"discover"_s);
        take->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::any_of(world.keeper->snapshot()->objectives,
                                [](const auto &s) { return s.objective.id == u"search-requests"_s && s.isKnown(); }),
            30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!says(*world.page, u"more kept by"_s), 30'000);
    }
    void whatIfPlaysThePastAgain()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *dialog = opened<ui::WhatIfDialog>(world, u"What if the target or window were another?"_s);
        QVERIFY(dialog);
        edit(*dialog, u"Window in days"_s)->setText(u"7"_s);
        QTRY_VERIFY_WITH_TIMEOUT(says(*dialog, u"left now; least"_s), 30'000);
        edit(*dialog, u"Target in percent"_s)->setText(u"100"_s);
        QTRY_VERIFY_WITH_TIMEOUT(says(*dialog, u"below 100 %"_s), 30'000);
        shoot(*dialog, u"what-if"_s);
    }
    void excludedTimeIsAddedWithAReasonAndRefusedWithout()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *dialog = opened<ui::CorrectionsDialog>(world, u"Exclude time"_s);
        QVERIFY(dialog);
        auto *add = button(*dialog, u"Exclude"_s);
        add->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->findChildren<widgets::PlainLabel *>().isEmpty(), 30'000);
        QVERIFY(world.corrections.corrections()->empty());
        edit(*dialog, u"Reason"_s)->setText(u"planned work"_s);
        edit(*dialog, u"Approved by"_s)->setText(u"Noor"_s);
        add->click();
        QTRY_COMPARE_WITH_TIMEOUT(world.corrections.corrections()->size(), std::size_t(1), 30'000);
        shoot(*dialog, u"corrections"_s);
    }
    void weeksMonthsAndQuartersAreShown()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *dialog = opened<ui::TrendDialog>(world, u"Trend by week, month and quarter"_s);
        QVERIFY(dialog);
        const auto *rows = dialog->findChild<QTableView *>()->model();
        QVERIFY(rows->rowCount() >= 4);
        const int weeks = rows->rowCount();
        dialog->findChild<widgets::Segmented *>()->setCurrent(1);
        Q_EMIT dialog->findChild<widgets::Segmented *>()->currentChanged(1);
        QVERIFY(rows->rowCount() < weeks);
        shoot(*dialog, u"trend"_s);
    }
    void webhooksSayWhereTheyAreWrittenDown()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled() && world.courier->isLoaded(), 30'000);
        auto *dialog = opened<ui::WebhooksDialog>(world, u"Webhooks of freezes"_s);
        QVERIFY(dialog);
        QVERIFY(says(*dialog, u"FreezeWebhook"_s));
        QVERIFY(!button(*dialog, u"Send a test"_s)->isEnabled());
        shoot(*dialog, u"webhooks"_s);
    }
    void theCurveIsATableToo()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *dialog = opened<ui::HistoryDialog>(world, u"Table of the budget"_s);
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QTableView *>()->model()->rowCount() > 300);
        shoot(*dialog, u"table"_s);
    }
    void tablesAreSavedInEveryForm()
    {
        QStandardItemModel table(1, 2);
        table.setHorizontalHeaderLabels({u"Name"_s, u"Left"_s});
        table.setItem(0, 0, new QStandardItem(u"=cmd|' /C calc'!A0"_s));
        table.setItem(0, 1, new QStandardItem(u"12 %"_s));
        const QByteArray csv = ui::tableAsCsv(table);
        QVERIFY2(csv.startsWith("\"Name\"") || csv.startsWith("Name"), csv.constData());
        QVERIFY(csv.contains("'=cmd") && csv.contains("12 %"));
        QCOMPARE(QJsonDocument::fromJson(ui::tableAsJson(table)).array().at(0)[u"Left"_s].toString(), u"12 %"_s);
        QWidget picture;
        picture.resize(40, 30);
        QTemporaryDir folder;
        for (const char *end : {"csv", "json", "png"}) {
            const QString path = folder.filePath(u"x."_s + QLatin1String(end));
            QVERIFY(ui::saveTable(path, table, picture).ok());
            QVERIFY(QFileInfo(path).size() > 0);
        }
        QVERIFY(!ui::saveTable(u"/nowhere/at/all.csv"_s, table, picture));
    }

private:
    template<class Dialog>
    static Dialog *opened(ObjectivesWorld &world, const QString &action)
    {
        for (auto *one : world.page->screenActions())
            if (one->text() == action)
                one->trigger();
        return world.page->findChild<Dialog *>();
    }
    static widgets::Button *button(QWidget &in, const QString &text)
    {
        for (auto *one : in.findChildren<widgets::Button *>())
            if (one->text() == text)
                return one;
        qFatal("there is no button %s", qPrintable(text));
    }
    static QLineEdit *edit(QWidget &in, const QString &name)
    {
        for (auto *one : in.findChildren<QLineEdit *>())
            if (one->accessibleName() == name)
                return one;
        qFatal("there is no field %s", qPrintable(name));
    }
    static QPlainTextEdit *textNamed(QWidget &in, const QString &name)
    {
        for (auto *one : in.findChildren<QPlainTextEdit *>())
            if (one->accessibleName() == name)
                return one;
        qFatal("there is no text %s", qPrintable(name));
    }
    static bool says(QWidget &in, const QString &words)
    {
        const auto labels = in.findChildren<widgets::PlainLabel *>();
        return std::ranges::any_of(labels, [&](const auto *label) { return label->text().contains(words); });
    }
    static void shoot(QDialog &dialog, const QString &name)
    {
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            dialog.grab().save(qEnvironmentVariable("WF_SHOTS") + u"/objectives-"_s + name + u".png"_s);
    }
};

QTEST_MAIN(ObjectiveDialogsTest)
#include "tst_objectivedialogs.moc"
