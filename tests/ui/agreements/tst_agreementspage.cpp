// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/agreementspage.h"

#include "models/wire/yaml/agreements/agreementfile.h"
#include "tests/support/agreements/agreementsworld.h"
#include "ui/agreements/agreementwords.h"
#include "ui/agreements/contracteditor.h"
#include "ui/agreements/exclusiondialog.h"
#include "ui/agreements/signdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls.h"
#include "widgets/base/theme.h"

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

} // namespace

class TestAgreementsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void showsContractsAndTheirClauses()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, context);
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
        QCOMPARE(cell(u"Agreements, promised by us first"_s, 0, 0), u"Fernhill Outdoor"_s);
        QVERIFY(cell(u"Agreements, promised by us first"_s, 0, 2).contains(u"2\u2009100.00"_s));
        QCOMPARE(cell(u"Clauses of the contract"_s, 0, 3), u"breached"_s);
        QVERIFY(cell(u"Clauses of the contract"_s, 0, 4).contains(u"of 22.3 min"_s));
        QCOMPARE(page.badge().text, u"1"_s);
        if (const QByteArray folder = qgetenv("WF_SHOTS"); !folder.isEmpty())
            for (const auto mode : {widgets::ThemeMode::Dark, widgets::ThemeMode::Light}) {
                widgets::applyTheme(widgets::Theme::bundled(mode, widgets::Density::Standard));
                page.grab().save(QString::fromLocal8Bit(folder) + (mode == widgets::ThemeMode::Dark
                                                                       ? u"/agreements-dark.png"_s
                                                                       : u"/agreements-light.png"_s));
            }
    }

    void aNoticeIsApprovedWithASignature()
    {
        test::AgreementsWorld world;
        WatchContext context(world.clock);
        AgreementsPage page(*world.keeper, context);
        page.show();
        page.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20'000);
        for (auto *table : page.findChildren<FlatTable *>())
            if (table->accessibleName() == u"Credits, exclusions and notices"_s)
                table->setCurrentIndex(table->model()->index(0, 0));
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
        const QString text = QString::fromUtf8(test::goodContract());
        ContractEditor editor(u"/tmp/c.yaml"_s, text, text);
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
