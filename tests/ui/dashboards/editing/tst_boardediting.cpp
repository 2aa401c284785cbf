// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/editing/panelkinds.h"
#include "tests/models/engine/fakemetricsource.h"
#include "ui/dashboards/board/boardgrid.h"
#include "ui/dashboards/board/boardtabbar.h"
#include "ui/dashboards/editing/boardediting.h"
#include "ui/dashboards/editing/editbar.h"
#include "ui/dashboards/editing/panel/fieldform.h"
#include "ui/dashboards/editing/panel/overriderows.h"
#include "ui/dashboards/editing/panel/paneleditor.h"
#include "ui/dashboards/editing/panel/transformrows.h"
#include "ui/dashboards/editing/variablesdialog.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using support::FakeMetricSource;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

signals::Dashboard shop()
{
    signals::Dashboard d;
    d.title = u"Shop"_s;
    for (int i = 0; i < 4; ++i) {
        signals::BoardPanel p = engine::newPanel(u"timeseries"_s);
        p.id = i + 1;
        p.title = u"Panel %1"_s.arg(p.id);
        p.place = {i % 2 * 12, i / 2 * 8, 12, 8};
        p.targets[0].expr = u"up{n=\"%1\"}"_s.arg(p.id);
        d.panels.push_back(p);
    }
    return d;
}

struct Stage {
    FakeMetricSource prometheus{u"eu-west"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    async::Pools pools;
    engine::MetricReader metrics;
    engine::BoardReader reader;
    widgets::SeriesColors colors;
    WatchContext context;
    QTemporaryDir folder;
    QWidget window;
    BoardPage *page;
    BoardEditing *editing;
    QStringList asked;

    Stage()
        : set{{&prometheus}, {}, {}, {}},
          metrics(set, nullptr, clock),
          reader(metrics, set, clock),
          context(clock),
          page(new BoardPage({reader, pools, colors, context}, set, &window)),
          editing(new BoardEditing(*page, page->surroundings(), folder.path(), &window))
    {
        auto *column = new QVBoxLayout(&window);
        column->addWidget(editing->bar());
        column->addWidget(page, 1);
        window.resize(1240, 800);
        window.show();
        page->setActive(true);
    }
    QString keep() { return std::get<engine::SavedBoard>(engine::saveNewBoard(folder.path(), shop())).path; }
    void openShop()
    {
        page->open(keep());
        QTRY_VERIFY(settled());
        editing->edit();
        QTRY_VERIFY(editing->isActive());
        QTRY_VERIFY(settled());
    }
    bool settled()
    {
        while (!prometheus.ranges.empty()) {
            const auto q = prometheus.ranges.front();
            asked << q.expr;
            auto a = std::make_shared<signals::QueryAnswer>();
            signals::Series s;
            for (qint64 t = q.range.startNs; t <= q.range.endNs; t += std::max(q.stepNs, base::nsPerSecond)) {
                s.timesMs.push_back(t / base::nsPerMs);
                s.values.push_back(1);
            }
            a->series.push_back(std::move(s));
            FakeMetricSource::answer(prometheus.ranges, signals::QueryAnswerPtr(a));
        }
        return page->isSettled() && !page->cards().empty();
    }
    BoardCard *card(int id)
    {
        for (BoardCard *c : page->cards())
            if (c->placed().panel.id == id)
                return c;
        return nullptr;
    }
    CardHandle *handle(int id) { return card(id)->findChild<CardHandle *>(); }
    signals::GridPlace place(int id) { return editing->draft()->panel(id)->place; }
};

} // namespace

class BoardEditingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void theMouseMovesAPanelAndNothingIsAskedAgain()
    {
        Stage stage;
        stage.openShop();
        BoardCard *moved = stage.card(1);
        stage.asked.clear();
        CardHandle *handle = stage.handle(1);
        const int toRight = stage.card(2)->x() - moved->x();
        const QPoint pressed = handle->mapToGlobal(QPoint(40, 12));
        QTest::mousePress(handle, Qt::LeftButton, {}, {40, 12});
        const auto to = [&](QPoint by) { return handle->mapFromGlobal(pressed + by); }; // the handle moves with it
        QTest::mouseMove(handle, to({40, 0}));
        QTest::mouseMove(handle, to({toRight, 2}));
        QCOMPARE(moved->x(), stage.card(3)->x() + toRight); // it follows the pointer
        QTest::mouseRelease(handle, Qt::LeftButton, {}, to({toRight, 2}));
        QCOMPARE(stage.place(1), (signals::GridPlace{12, 0, 12, 8}));
        QCOMPARE(stage.place(2).y, 8);
        QCOMPARE(stage.card(1), moved);
        QTRY_VERIFY(stage.settled());
        QVERIFY2(stage.asked.isEmpty(), qPrintable(stage.asked.join(u' ')));
        stage.editing->undo();
        QCOMPARE(stage.place(1).x, 0);
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            stage.window.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"editing.png"_s));
    }

    void theCornerResizes()
    {
        Stage stage;
        stage.openShop();
        CardHandle *handle = stage.handle(4);
        const QPoint corner(handle->width() - 4, handle->height() - 4);
        QTest::mousePress(handle, Qt::LeftButton, {}, corner);
        QTest::mouseMove(handle, corner - QPoint(30, 30));
        QTest::mouseMove(handle, corner - QPoint(300, 114));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, corner - QPoint(300, 114));
        QCOMPARE(stage.place(4).h, 5);
        QCOMPARE(stage.place(4).w, 6);
    }

    void theKeyboardDoesAll()
    {
        Stage stage;
        stage.openShop();
        stage.handle(1)->setFocus();
        QTest::keyClick(stage.handle(1), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(stage.place(1).w, 13);
        QTest::keyClick(stage.handle(1), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(stage.place(1).h, 9);
        QTest::keyClick(stage.handle(1), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(stage.page->cards().size(), std::size_t(5));
        QTest::keyClick(stage.handle(2), Qt::Key_Delete);
        QVERIFY(!stage.card(2));
        QTest::keyClick(stage.handle(1), Qt::Key_Return);
        auto *editor = stage.window.findChild<PanelEditor *>();
        QVERIFY(editor);
        QCOMPARE(editor->panel().title, u"Panel 1"_s);
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!stage.window.findChild<PanelEditor *>());
    }

    void aPanelIsEditedBesideItsPreview()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(3), Qt::Key_Return);
        auto *editor = stage.window.findChild<PanelEditor *>();
        editor->findChild<QLineEdit *>()->setFocus();
        auto *query = editor->findChildren<QPlainTextEdit *>().first();
        for (QPlainTextEdit *edit : editor->findChildren<QPlainTextEdit *>())
            if (edit->accessibleName() == u"Query A"_s)
                query = edit;
        query->setPlainText(u"rate(x[5m])"_s);
        QTRY_VERIFY((stage.settled(), stage.asked.contains(u"rate(x[5m])"_s))); // before it is applied
        QCOMPARE(stage.editing->draft()->panel(3)->targets[0].expr, u"up{n=\"3\"}"_s);
        if (qEnvironmentVariableIsSet("WF_SHOTS")) {
            QTRY_VERIFY((stage.settled(), editor->preview()->isSettled()));
            editor->grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"paneleditor.png"_s));
        }
        for (auto *button : editor->findChildren<widgets::Button *>())
            if (button->text() == u"Apply"_s)
                button->click();
        QCOMPARE(stage.editing->draft()->panel(3)->targets[0].expr, u"rate(x[5m])"_s);
        QCOMPARE(stage.editing->draft()->undoText(), u"Edit a panel"_s);
        QCOMPARE(stage.place(3), (signals::GridPlace{0, 8, 12, 8}));
    }

    void aQuerySaysWhatItAsksAndAnAxisHowItPlaces()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(3), Qt::Key_Return);
        auto *editor = stage.window.findChild<PanelEditor *>();
        const auto choose = [editor](const QString &name, const QString &word) {
            for (QComboBox *box : editor->findChildren<QComboBox *>())
                if (box->accessibleName() == name && !box->isHidden() && box->findText(word) >= 0) {
                    box->setCurrentIndex(box->findText(word));
                    Q_EMIT box->activated(box->currentIndex());
                    return true;
                }
            return false;
        };
        QVERIFY(choose(u"Moments that query A asks for"_s, u"At its end"_s));
        QVERIFY(editor->panel().targets[0].instant && !editor->panel().targets[0].range);
        QVERIFY(choose(u"Form of the answer to query A"_s, u"Table"_s));
        QCOMPARE(editor->panel().targets[0].format, u"table"_s);
        QVERIFY(choose(u"What query A asks"_s, u"Logs"_s));
        QCOMPARE(editor->panel().targets[0].dataSource.type, u"loki"_s);
        QCOMPARE(editor->panel().targets[0].expr, u"up{n=\"3\"}"_s);
        for (QComboBox *box : editor->findChildren<QComboBox *>())
            if (box->findText(u"Logarithmic, base 2"_s) >= 0)
                box->setCurrentIndex(box->findText(u"Logarithmic, base 2"_s));
        const QJsonObject scale = editor->panel().defaults.custom.value("scaleDistribution"_L1).toObject();
        QCOMPARE(scale, (QJsonObject{{u"type"_s, u"log"_s}, {u"log"_s, 2}}));
    }

    void aClickOnWhatAPanelShowsTakesItUp()
    {
        Stage stage;
        stage.openShop();
        stage.handle(1)->setFocus();
        QTest::mouseClick(stage.card(3)->content(), Qt::LeftButton);
        QTRY_VERIFY(stage.handle(3)->hasFocus());
        QTest::keyClick(stage.handle(3), Qt::Key_Delete);
        QVERIFY(!stage.card(3));
    }

    void theBarShowsEveryButtonWhole()
    {
        EditBar bar;
        bar.show();
        bar.showState(true, u"Edit a panel"_s, {}, true);
        for (const int width : {1400, 830, 600}) {
            bar.resize(width, 60);
            QTRY_COMPARE(bar.width(), width); // icons are there, or are not
            bar.resize(width, bar.heightForWidth(width));
            QTRY_VERIFY(bar.height() >= bar.heightForWidth(width));
            for (const widgets::Button *button : bar.findChildren<widgets::Button *>()) {
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
                QVERIFY(bar.rect().contains(button->geometry()));
                if (width == 1400)
                    QVERIFY2(button->room() == widgets::Button::Room::All, qPrintable(button->text()));
            }
        }
    }

    void overridesAndTransformationsHaveForms()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(3), Qt::Key_Return);
        auto *editor = stage.window.findChild<PanelEditor *>();
        auto *overrides = editor->findChild<OverrideRows *>();
        overrides->addRule();
        overrides->addSetting(0, u"color"_s);
        overrides->addSetting(0, u"decimals"_s);
        const auto type = [&](const QString &name, const QString &text) {
            for (QLineEdit *edit : editor->findChildren<QLineEdit *>())
                if (edit->accessibleName() == name && edit->isEnabled() && !edit->isHidden()) {
                    edit->clear();
                    QTest::keyClicks(edit, text);
                }
        };
        type(u"Fields of override 1"_s, u"Value"_s);
        type(u"color of override 1"_s, u"red"_s);
        type(u"decimals of override 1"_s, u"2x"_s); // the x is no number: it stays 2
        QCOMPARE(editor->panel().overrides.size(), std::size_t(1));
        const signals::FieldOverride &rule = editor->panel().overrides[0];
        QCOMPARE(rule.matcher, u"byName"_s);
        QCOMPARE(rule.options, QJsonValue(u"Value"_s));
        QCOMPARE(rule.properties[0].value.toObject().value(u"fixedColor"_s).toString(), u"red"_s);
        QCOMPARE(rule.properties[1].value.toDouble(), 2.0);
        auto *transformations = editor->findChild<TransformRows *>();
        transformations->add(u"limit"_s);
        QCOMPARE(editor->panel().transformations.size(), std::size_t(1));
        for (QPlainTextEdit *edit : editor->findChildren<QPlainTextEdit *>())
            if (edit->accessibleName() == u"Options of transformation 1"_s)
                edit->setPlainText(u"{\"limitField\": 3}"_s);
        QCOMPARE(editor->panel().transformations[0].options.value(u"limitField"_s).toInt(), 3);
    }

    void theJsonIsTheOtherSideOfTheForm()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(3), Qt::Key_Return);
        auto *editor = stage.window.findChild<PanelEditor *>();
        QPlainTextEdit *json = nullptr;
        for (QPlainTextEdit *edit : editor->findChildren<QPlainTextEdit *>())
            if (edit->accessibleName() == u"The panel as JSON"_s)
                json = edit;
        QVERIFY(json->toPlainText().contains(u"Panel 3"_s));
        json->setPlainText(json->toPlainText().replace(u"Panel 3"_s, u"By hand"_s));
        QCOMPARE(editor->panel().title, u"By hand"_s);
        QCOMPARE(editor->panel().id, 3);
        json->setPlainText(u"{\n \"a\": }"_s);
        bool told = false;
        for (auto *label : editor->findChildren<widgets::PlainLabel *>())
            told |= label->text().startsWith(u"Line 2"_s);
        QVERIFY(told);
        QCOMPARE(editor->panel().title, u"By hand"_s); // the last one that could be read
    }

    void aFirstDiscardOnlyWarns()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(1), Qt::Key_Delete);
        QVERIFY(!stage.editing->discard());
        QVERIFY(stage.editing->isActive());
        QVERIFY(stage.editing->discard());
        QTRY_VERIFY(stage.settled());
        QVERIFY(stage.card(1));
        QVERIFY(!stage.handle(1));
    }

    void savingWritesTheFileAndAConflictAsks()
    {
        Stage stage;
        stage.openShop();
        const QString path = stage.page->path();
        QTest::keyClick(stage.handle(1), Qt::Key_Delete);
        stage.editing->save();
        QTRY_VERIFY(stage.editing->bar()->said().startsWith(u"Saved"_s));
        QVERIFY(!stage.editing->isChanged());
        QCOMPARE(engine::openBoard(path)->dashboard.panels.size(), std::size_t(3));
        QCOMPARE(engine::versionsOf(path).size(), std::size_t(1));
        QTest::keyClick(stage.handle(2), Qt::Key_Delete);
        QByteArray theirs = *engine::readBoardFile(path);
        theirs.replace("Panel 3", "Theirs");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(theirs) > 0);
        file.close();
        stage.editing->save();
        QTRY_VERIFY(stage.editing->bar()->said().contains(u"somebody else"_s));
        QCOMPARE(*engine::readBoardFile(path), theirs);
        for (auto *button : stage.editing->bar()->findChildren<widgets::Button *>())
            if (button->text().startsWith(u"Save mine"_s))
                button->click();
        QTRY_VERIFY(stage.editing->bar()->said().startsWith(u"Saved"_s));
        QCOMPARE(engine::openBoard(path)->dashboard.panels.size(), std::size_t(2));
    }

    void aCopyBecomesAFile()
    {
        Stage stage;
        stage.editing->editCopy(shop());
        QTRY_VERIFY(stage.settled());
        QVERIFY(stage.editing->isChanged());
        QVERIFY(stage.handle(1));
        stage.editing->save();
        QTRY_COMPARE(stage.editing->path(), stage.folder.filePath(u"Shop-copy.json"_s));
        QVERIFY(!stage.editing->isChanged());
    }

    void thresholdsAndMappingsAreLines()
    {
        signals::ThresholdSettings steps;
        QVERIFY(!readThresholdText(u"80 red\nbase green\n60 #ff8800"_s, steps));
        QCOMPARE(thresholdText(steps), u"base green\n60 #ff8800\n80 red"_s);
        QVERIFY(readThresholdText(u"eighty red"_s, steps)->contains(u"line 1"_s));
        std::vector<signals::ValueMapping> mappings{
            {signals::ValueMapping::Special, u"null"_s, {}, {}, {u"none"_s, {}}}};
        QVERIFY(!readMappingText(u"0 = is down | red\n1 = up"_s, mappings));
        QCOMPARE(mappings.size(), std::size_t(3));
        QCOMPARE(mappingText(mappings), u"0 = is down | red\n1 = up"_s);
        QVERIFY(readMappingText(u"0 is down"_s, mappings));
    }

    void namesOfVariablesAreChecked()
    {
        signals::BoardVariable v;
        v.name = u"region"_s;
        QVERIFY(VariablesDialog({v}).problem().isEmpty());
        QVERIFY(VariablesDialog({v, v}).problem().contains(u"region"_s));
        v.name = u"a b"_s;
        QVERIFY(!VariablesDialog({v}).problem().isEmpty());
    }

    void tabsAreAddedFilledAndSaved()
    {
        Stage stage;
        stage.openShop();
        Q_EMIT stage.editing->bar()->tabWanted();
        QTRY_VERIFY(!stage.page->tabBars().empty());
        QTRY_VERIFY(stage.page->isSettled());
        QCOMPARE(stage.page->tabBars()[0]->count(), 2);
        QCOMPARE(stage.page->tabBars()[0]->currentIndex(), 1); // the new one is open
        QVERIFY(stage.page->cards().empty());
        Q_EMIT stage.editing->bar()->rowWanted();
        const int open = stage.page->openRow();
        QVERIFY(open > 0);
        stage.editing->save();
        QTRY_VERIFY(!stage.editing->isChanged());
        const auto saved = engine::openBoard(stage.editing->path());
        QVERIFY(saved.ok());
        int tabs = 0;
        for (const auto &p : saved->dashboard.panels)
            tabs += p.isTab ? 1 : 0;
        QCOMPARE(tabs, 2);
        stage.editing->undo();
        stage.editing->undo();
        QTRY_VERIFY(stage.page->tabBars().empty());
        QTRY_VERIFY(stage.settled());
    }
    void aNewOneBeginsEmpty()
    {
        Stage stage;
        stage.editing->editNew();
        QVERIFY(stage.editing->isActive() && stage.page->cards().empty());
        stage.editing->save();
        QTRY_VERIFY(!stage.editing->isChanged());
        QCOMPARE(stage.page->dashboard()->title, u"New dashboard"_s);
        QVERIFY(QFile::exists(stage.editing->path()));
        const auto uid = [&stage] { return engine::openBoard(stage.editing->path())->dashboard.uid; };
        const QString first = uid(); // deployed again it is the same dashboard
        QCOMPARE(first.size(), 14);
        Q_EMIT stage.editing->bar()->rowWanted();
        stage.editing->save();
        QTRY_VERIFY(!stage.editing->isChanged());
        QCOMPARE(uid(), first);
    }
    void aFileThatIsChangedOutsideIsReadAgain()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(1), Qt::Key_Right, Qt::ShiftModifier);
        stage.editing->save();
        QTRY_VERIFY(!stage.editing->isChanged());
        QVERIFY(stage.editing->discard());
        QTRY_VERIFY(stage.settled());
        const QString path = stage.page->path();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(text).replace("Shop", "Changed elsewhere"));
        file.close();
        QTRY_COMPARE(stage.page->dashboard()->title, u"Changed elsewhere"_s);
    }
    void whatIsEditedButNotChangedFollowsItsFile()
    {
        Stage stage;
        stage.openShop();
        QTest::keyClick(stage.handle(1), Qt::Key_Right, Qt::ShiftModifier);
        stage.editing->save();
        QTRY_VERIFY(!stage.editing->isChanged());
        const auto rewrite = [path = stage.editing->path()](const QByteArray &was, const QByteArray &now) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return;
            const QByteArray text = file.readAll();
            file.close();
            if (file.open(QIODevice::WriteOnly))
                file.write(QByteArray(text).replace(was, now));
        };
        rewrite("Shop", "Elsewhere");
        QTRY_COMPARE(stage.page->dashboard()->title, u"Elsewhere"_s);
        QVERIFY(stage.editing->isActive() && !stage.editing->isChanged());
        QTRY_VERIFY(stage.settled());
        QTest::keyClick(stage.handle(1), Qt::Key_Left, Qt::ShiftModifier); // now something would be lost
        QVERIFY(stage.editing->isChanged());
        rewrite("Elsewhere", "Yet again");
        QTRY_VERIFY(stage.editing->bar()->said().contains(u"Saving will ask"_s));
        QCOMPARE(stage.page->dashboard()->title, u"Elsewhere"_s);
        stage.editing->discard();
        stage.editing->discard();
    }
};

QTEST_MAIN(BoardEditingTest)
#include "tst_boardediting.moc"
