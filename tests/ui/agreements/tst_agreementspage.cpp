// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/agreementspage.h"

#include "models/wire/yaml/agreements/agreementfile.h"
#include "tests/support/agreements/agreementsworld.h"
#include "ui/agreements/agreementwords.h"
#include "ui/agreements/contracteditor.h"
#include "ui/agreements/exclusiondialog.h"
#include "ui/agreements/report/reportdialog.h"
#include "ui/agreements/signdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;
using signals::Decimal;

namespace {

widgets::Button *buttonOf(QWidget &widget, const QString &text)
{
    for (auto *button : widget.findChildren<widgets::Button *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

std::unique_ptr<engine::ReportDesk> deskOf(test::AgreementsWorld &world)
{
    return std::make_unique<engine::ReportDesk>(
        engine::ReportDesk::Options{world.path(u"reports"_s), {}, u"1.0"_s, [] { return wire::PdfFontFiles(); }},
        world.clock, world.pools);
}

FlatTable *tableOf(QWidget &widget, const QString &name)
{
    for (auto *table : widget.findChildren<FlatTable *>())
        if (table->accessibleName() == name)
            return table;
    return nullptr;
}

// A contract promised to us, in another currency.
QByteArray toUs()
{
    QByteArray out = test::goodContract();
    for (const auto &[before, after] : std::initializer_list<std::pair<const char *, const char *>>{
             {"name: spa-114", "name: northpay"},
             {"reference: SPA-114", "reference: NP-7"},
             {"Storefront Platform Agreement", "Acquiring at the edge"},
             {"promised: by-us", "promised: to-us"},
             {"provider: {name: Halcyon,", "provider: {name: Northpay acquiring,"},
             {"target: 99.95", "target: 99.0"},
             {"{below: 99.95, notBelow: 99.9, credit: 5 %}", "{below: 99, notBelow: 98.9, credit: 5 %}"},
             {"{below: 99.9, notBelow: 99, credit: 10 %}", "{below: 98.9, notBelow: 98, credit: 10 %}"},
             {"{below: 99, credit: 25 %}", "{below: 98, credit: 25 %}"},
             {"currency: EUR", "currency: USD"}})
        out.replace(before, after);
    return out;
}

// Where WF_SHOTS names a folder: a picture of each theme to look at.
void shot(QWidget &widget, const QString &name)
{
    const QByteArray folder = qgetenv("WF_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto mode : {widgets::ThemeMode::Light, widgets::ThemeMode::Dark}) {
        widgets::applyTheme(widgets::Theme::bundled(mode, widgets::Density::Standard));
        QCoreApplication::processEvents();
        widget.grab().save(u"%1/%2-%3.png"_s.arg(QString::fromLocal8Bit(folder), name,
                                                 mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
    }
}

} // namespace

class TestAgreementsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void showsContractsAndTheirClauses()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, deskOf(world), context);
        page.resize(1240, 800);
        page.show();
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        const auto tables = page.findChildren<FlatTable *>();
        QVERIFY(tables.size() >= 4);
        const auto cell = [&](const QString &name, int row, int column) {
            for (auto *table : tables)
                if (table->accessibleName() == name)
                    return table->model()->index(row, column).data().toString();
            return QString();
        };
        QCOMPARE(cell(u"Agreements, promised by us first"_s, 0, 1), u"Fernhill Outdoor"_s);
        QVERIFY(cell(u"Agreements, promised by us first"_s, 0, 2).contains(u"2\u2009100.00"_s));
        QCOMPARE(cell(u"Clauses of the contract"_s, 0, 3), u"breached"_s);
        QVERIFY(cell(u"Clauses of the contract"_s, 0, 4).contains(u"of 22.3 min"_s));
        QCOMPARE(page.badge().text, u"1"_s);
    }

    // The world is May 2026; of a contract of months three months are a quarter, and none has begun of those after.
    void quartersAndYearsAreOfferedAndShownAsTheSumOfTheirMonths()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, deskOf(world), context);
        page.resize(1240, 800);
        page.show();
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        for (auto *button : page.findChildren<widgets::Button *>())
            if (button->text() == u"Report…"_s)
                button->click();
        auto *dialog = page.findChild<ReportDialog *>();
        QVERIFY(dialog);
        auto *periods = dialog->findChild<QComboBox *>();
        QCOMPARE(periods->itemText(1), u"April 2026"_s);
        QCOMPARE(periods->findText(u"Quarter 3 of 2026"_s), -1);
        QVERIFY(periods->findText(u"Quarter 1 of 2026"_s) > 0);
        QVERIFY(periods->findText(u"Year 2026 to date"_s) > 0);
        periods->setCurrentIndex(periods->findText(u"Quarter 2 of 2026 to date"_s));
        QTRY_COMPARE_WITH_TIMEOUT(world.keeper->snapshot()->period, u"2026-Q2"_s, 20'000);
        const auto &state = world.keeper->snapshot()->agreements.at(0);
        QVERIFY(!state.error);
        QCOMPARE(state.settlements.size(), std::size_t{2}); // April without a sample, and May to date
        QCOMPARE(state.period.due.text(), u"2100.00"_s);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        QCOMPARE(tableOf(page, u"Clauses of the contract"_s)->model()->index(0, 3).data().toString(), u"breached"_s);
        shot(page, u"quarter"_s);
    }

    void namesStayReadableAtEverySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isWide");
        QTest::newRow("1280 with the Thread") << QSize(828, 710) << false;
        QTest::newRow("1280") << QSize(1138, 710) << true;
        QTest::newRow("1440 with the Thread") << QSize(937, 810) << false;
        QTest::newRow("1920 with the Thread") << QSize(1468, 990) << true;
        QTest::newRow("2560") << QSize(2418, 1350) << true;
    }
    void namesStayReadableAtEverySize()
    {
        QFETCH(const QSize, size);
        QFETCH(const bool, isWide);
        test::AgreementsWorld world;
        world.write(u"contract.yaml"_s, test::goodContract() + "---\n" + toUs());
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, deskOf(world), context);
        page.resize(size);
        page.show();
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        auto *clauses = tableOf(page, u"Clauses of the contract"_s);
        QVERIFY2(clauses->columnWidth(1) >= 130,
                 qPrintable(u"%1 of %2"_s.arg(clauses->columnWidth(1)).arg(clauses->width())));
        QVERIFY(clauses->columnWidth(4) >= 140); // the bar
        QVERIFY(tableOf(page, u"Agreements, promised by us first"_s)->columnWidth(1) >= 100);
        auto *sign = tableOf(page, u"Credits, exclusions and notices"_s);
        QVERIFY(!sign->isVisible()); // the reports are first
        shot(page, u"%1x%2-first"_s.arg(size.width()).arg(size.height()));
        page.showSide(isWide ? 1 : 0);
        QCOMPARE(sign->isVisible(), isWide);
        const auto place = [&page](QWidget *one) { return QRect(one->mapTo(&page, QPoint()), one->size()); };
        if (isWide)
            QVERIFY(!place(sign).intersects(place(clauses)));
        QVERIFY(page.rect().contains(place(clauses)));
        shot(page, u"%1x%2"_s.arg(size.width()).arg(size.height()));
        if (isWide)
            return;
        page.showSide(1);
        QVERIFY(sign->isVisible() && !clauses->isVisible());
        shot(page, u"%1x%2-sign"_s.arg(size.width()).arg(size.height()));
        page.showSide(2);
        shot(page, u"%1x%2-reports"_s.arg(size.width()).arg(size.height()));
    }

    void everyStateSaysWhatToDo()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, deskOf(world), context);
        page.resize(1138, 710);
        page.show();
        shot(page, u"loading"_s);
        world.write(u"contract.yaml"_s, "");
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        QVERIFY(buttonOf(page, u"New contract…"_s));
        shot(page, u"empty"_s);
        world.write(u"contract.yaml"_s, test::contractWith("target: 99.95", "target: 199.95"));
        world.keeper->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        auto *open = buttonOf(page, u"Open file…"_s);
        QVERIFY(open && open->isVisible());
        shot(page, u"wrong"_s);
        open->click();
        auto *editor = page.window()->findChild<ContractEditor *>();
        QVERIFY(editor);
        auto *problems = tableOf(*editor, u"What is wrong, by line and column"_s);
        QTRY_COMPARE(problems->model()->index(0, 0).data().toString(), u"line 28, column 15"_s);
        QCOMPARE(editor->findChildren<QPlainTextEdit *>().at(0)->textCursor().blockNumber(), 27); // and there one is
        shot(*editor, u"editor"_s);
        editor->reject();
        world.write(u"contract.yaml"_s, test::goodContract());
        world.clock.set(test::AgreementsWorld::now + 5 * base::nsPerMinute);
        world.source.dead = base::makeError(base::ErrorKind::Unreachable, u"Prometheus does not answer"_s);
        world.keeper->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled() && world.keeper->snapshot()->isPartial, 20'000);
        QCOMPARE(tableOf(page, u"Clauses of the contract"_s)->model()->index(0, 3).data().toString(), u"no data"_s);
        shot(page, u"failed"_s);
    }

    void aNoticeIsApprovedWithASignature()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, deskOf(world), context);
        page.resize(1240, 800);
        page.show();
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        page.showSide(1);
        auto *signing = tableOf(page, u"Credits, exclusions and notices"_s);
        signing->setCurrentIndex(signing->model()->index(0, 0));
        auto *approve = buttonOf(page, u"Approve…"_s);
        QVERIFY(approve && approve->isVisibleTo(&page));
        approve->click();
        auto *dialog = page.window()->findChild<SignDialog *>();
        QVERIFY(dialog);
        auto *sign = buttonOf(*dialog, u"Approve…"_s);
        QVERIFY(!sign->isEnabled()); // a reason is missing
        dialog->findChild<QPlainTextEdit *>()->setPlainText(u"the words are right"_s);
        QVERIFY(sign->isEnabled());
        sign->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.keeper->snapshot()->book.notices.empty(), 20'000);
        QCOMPARE(world.keeper->snapshot()->book.notices.at(0).steps.at(0).reason, u"the words are right"_s);
    }

    void anEditorReadsAsOneTypesAndShowsTheDifferenceFirst()
    {
        async::Pools pools;
        const QString text = QString::fromUtf8(test::goodContract());
        ContractEditor editor(u"/tmp/c.yaml"_s, {{u"the file"_s, text}}, text, {}, pools);
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        auto *save = buttonOf(editor, u"Look at the difference"_s);
        QVERIFY(save && !save->isEnabled()); // nothing changed
        auto *edit = editor.findChildren<QPlainTextEdit *>().at(0);
        edit->setPlainText(QString(text).replace(u"99.95"_s, u"199.95"_s));
        QTRY_VERIFY(!save->isEnabled());
        edit->setPlainText(QString(text).replace(u"version: 3"_s, u"version: 4"_s));
        QTRY_VERIFY(save->isEnabled());
        QSignalSpy spy(&editor, &ContractEditor::saveRequested);
        save->click();
        QCOMPARE(spy.size(), 0);
        save->click();
        QCOMPARE(spy.size(), 1);
    }

    void differencesAreOfLines()
    {
        QCOMPARE(differenceText(u"a\nb\nc"_s, u"a\nb\nc"_s), QString());
        QCOMPARE(differenceText(u"a\nb\nc"_s, u"a\nx\nc"_s), u"  a\n− b\n+ x\n  c"_s);
        QCOMPARE(differenceText(u"a\nb"_s, u"a\nb\nc"_s), u"  a\n  b\n+ c"_s);
        QCOMPARE(differenceText(QString(), u"a"_s), u"− \n+ a"_s);
    }

    void moneyAndPercentAreWrittenWithoutLying()
    {
        QCOMPARE(moneyText(*Decimal::parse(u"42000.00"), u"EUR"_s), u"€\u200942\u2009000.00"_s);
        QCOMPARE(moneyText(*Decimal::parse(u"100"), u"CHF"_s), u"CHF\u2009100"_s);
        QCOMPARE(moneyText(Decimal::unknown(), u"EUR"_s), u"–"_s);
        QCOMPARE(percentText(*Decimal::parse(u"99.9999")), u"99.999\u2009%"_s); // never 100 % unless it is
        QCOMPARE(percentText(Decimal::of(100)), u"100.000\u2009%"_s);
    }

    void anExclusionIsProposedInTheContractsZone()
    {
        auto agreement =
            wire::readAgreementFile(wire::view(test::contractWith("timeZone: UTC", "timeZone: Europe/Zurich")))
                .agreements.at(0);
        ExclusionDialog dialog(agreement, test::AgreementsWorld::now, u"Mara"_s);
        QSignalSpy spy(&dialog, &ExclusionDialog::proposed);
        buttonOf(dialog, u"Propose"_s)->click();
        QCOMPARE(spy.size(), 1);
        const auto exclusion = spy.at(0).at(0).value<signals::AgreementExclusion>();
        QCOMPARE(exclusion.window->spec().first.time(), QTime(4, 14)); // 02:14 UTC
        QCOMPARE(exclusion.window->spec().zone.id(), QByteArray("Europe/Zurich"));
    }
};

QTEST_MAIN(TestAgreementsPage)
#include "tst_agreementspage.moc"
