// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/tabs/notificationspanel.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "tests/ui/incidents/boardparts.h"
#include "ui/incidents/deeds/escalatedialog.h"
#include "widgets/base/text/plainlabel.h"

#include <QComboBox>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using namespace wf::tests;

namespace {

std::shared_ptr<const wire::NotifySettings> settings()
{
    auto out = std::make_shared<wire::NotifySettings>();
    wire::Channel desk;
    desk.name = u"desk"_s;
    desk.kind = wire::Channel::Kind::Desktop;
    desk.perMinute = 600;
    out->channels = {desk};
    signals::Escalation all;
    all.name = u"all"_s;
    all.steps = {{5 * base::nsPerMinute, {{u"desk"_s, {}, {}}}}};
    out->escalations = {all};
    return out;
}

// The screen with a console that tells people.
struct TellingWorld : IncidentsWorld {
    engine::LedgerBook ledgerBook{files.ledger()};
    engine::ChannelSender sender{{clock, pools, nullptr}};
    engine::DeliveryDesk deliveries{ledgerBook, sender, clock, u"Mara Lindqvist"_s};
    engine::OnCallCalendars calendars{clock, pools, dir.path()};
    engine::EscalationKeeper escalations{
        {incidents, deliveries, calendars, files.ledger(), {}}, clock, u"test"_s, u"Mara Lindqvist"_s};
    QStringList said;

    TellingWorld()
    {
        escalations.setSettings(settings());
        deliveries.start([](const auto &) {});
        escalations.start();
        fillWithTheIncident();
        showPage({1180, 860}, ui::IncidentsPage::Incidents);
        page->setTelling({&escalations, &deliveries});
        QObject::connect(&context, &ui::WatchContext::messageRequested, &context,
                         [this](const ui::WatchContext::Message &message) { said << message.text; });
    }
    [[nodiscard]] ui::NotificationsPanel *panel() const { return page->findChild<ui::NotificationsPanel *>(); }
};

} // namespace

class tst_IncidentTelling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void allMarkedIncidentsAreEscalatedAtOnce();
    void theTabSaysWhoRunsThemAndWhomTheyTold();
    void nobodyIsSaidOnlyWhenItIsKnown();
};

void tst_IncidentTelling::allMarkedIncidentsAreEscalatedAtOnce()
{
    TellingWorld w;
    QTRY_VERIFY(isFolded(w) && w.escalations.isRead() && w.deliveries.isStarted());
    QTest::keyClick(listOf(w), Qt::Key_A, Qt::ControlModifier);
    const auto open = w.incidents.snapshot()->open.size();
    QVERIFY(open > 1);
    QTest::keyClick(listOf(w), Qt::Key_E);
    auto *dialog = w.page->findChild<ui::EscalateDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QComboBox *>()->itemText(0), u"the next step of each"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!w.said.isEmpty());
    QVERIFY2(w.said.back().endsWith(u"escalated: desk is being told."_s), qPrintable(w.said.back()));
    QTRY_COMPARE(w.deliveries.log().size(), open); // each of them, once
    keepShots(w, u"escalated"_s);
}

void tst_IncidentTelling::theTabSaysWhoRunsThemAndWhomTheyTold()
{
    TellingWorld w;
    QTRY_VERIFY(isFolded(w) && w.escalations.isRead() && w.deliveries.isStarted());
    detailOf(w)->setTab(ui::IncidentDetail::Notifications);
    QTRY_VERIFY(w.panel()->words().contains(u"Nobody was told of it"_s));
    QVERIFY(w.panel()->words().contains(u"not run here"_s));
    QVERIFY(w.panel()->words().contains(u"Run escalations here"_s)); // what to do
    w.escalations.heedOthers({{u"ines"_s, u"desk-3"_s, w.clock.nowNs()}}, true);
    QTRY_VERIFY(w.panel()->words().contains(u"run by ines on desk-3 since 02:14"_s));
    QVERIFY(!w.panel()->words().contains(u"Run escalations here"_s)); // two would tell twice
    keepShots(w, u"told-by-another"_s);
    w.escalations.heedOthers({}, true);
    bool isRun = false;
    w.escalations.setRunning(true, [&isRun](const auto &kept) { isRun = kept.ok(); });
    QTRY_VERIFY(isRun);
    // Its clock starts with the first look at what is settled.
    for (int look = 0; look < 5 && w.panel()->count() == 0; ++look) {
        w.clock.advance(6 * base::nsPerMinute);
        w.watch.pollNow();
        (void)QTest::qWaitFor([&w] { return w.panel()->count() > 0; }, 3'000);
    }
    QVERIFY(w.panel()->count() > 0);
    QTRY_VERIFY(w.panel()->words().contains(u"run here: all steps are told"_s));
    keepShots(w, u"told"_s);
}

void tst_IncidentTelling::nobodyIsSaidOnlyWhenItIsKnown()
{
    TellingWorld w;
    QTRY_VERIFY(isFolded(w) && w.escalations.isRead());
    const auto words = [&w] {
        return ui::nextEscalation({&w.escalations, &w.deliveries}, *detailOf(w)->incident(), w.clock.nowNs());
    };
    QCOMPARE(words().words, u"not run here"_s);
    QVERIFY(words().isWarning);
    w.escalations.heedOthers({}, true);
    QCOMPARE(words().words, u"run by nobody"_s);
    w.escalations.heedOthers({{u"ines"_s, u"desk-3"_s, 0}}, true);
    QCOMPARE(words().words, u"run by ines on desk-3"_s);
    QVERIFY(!words().isWarning);
}

QTEST_MAIN(tst_IncidentTelling)
#include "tst_incidenttelling.moc"
