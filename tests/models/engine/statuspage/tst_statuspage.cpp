// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/engine/statuspage/composepage.h"
#include "models/engine/statuspage/exportsite.h"
#include "models/engine/statuspage/pagefacts.h"
#include "models/engine/statuspage/promisefacts.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace wf;
using namespace wf::engine;
using namespace wf::signals;
using namespace Qt::StringLiterals;

namespace {

qint64 at(const char *text)
{
    return base::parseIsoTime(QString::fromLatin1(text));
}

wire::PageSettings settings()
{
    wire::PageSettings out;
    out.title = u"Halcyon status"_s;
    out.organisation = u"Halcyon"_s;
    out.days = 10;
    out.minimumNs = base::nsPerMinute;
    out.components = {
        {u"shop"_s,
         u"Shop"_s,
         {},
         {},
         {u"web"_s, u"gateway"_s},
         ComponentState::PartialOutage,
         ComponentState::Degraded},
        {u"mail"_s, u"Mail"_s, {}, {}, {u"mailer"_s}, ComponentState::MajorOutage, ComponentState::Operational}};
    return out;
}

const qint64 now = at("2026-05-14T12:00:00Z");

PageText outage()
{
    return {u"shop-down"_s,
            u"Shop down"_s,
            false,
            ComponentState::MajorOutage,
            {u"shop"_s},
            {at("2026-05-14T11:00:00Z"), 0},
            StatusPhase::Investigating,
            u"We are looking."_s,
            at("2026-05-14T11:05:00Z")};
}

ino_t inodeOf(const QString &path)
{
    struct stat info {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_ino : 0;
}

mode_t modeOf(const QString &path)
{
    struct stat info {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode : 0;
}

} // namespace

class TestStatusPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void troubleOfServicesBecomesStateAndDaysOfComponents()
    {
        PageFacts facts;
        facts.known = {at("2026-05-10T00:00:00Z"), now};
        facts.troubles = {{u"web"_s, true, {at("2026-05-12T10:00:00Z"), at("2026-05-12T10:36:00Z")}, false},
                          {u"gateway"_s, true, {at("2026-05-12T10:30:00Z"), at("2026-05-12T11:12:00Z")}, false},
                          {u"web"_s, false, {at("2026-05-14T11:00:00Z"), now}, true},
                          {u"mailer"_s, false, {at("2026-05-14T11:00:00Z"), now}, true},
                          {u"web"_s, true, {at("2026-05-11T10:00:00Z"), at("2026-05-11T10:00:30Z")}, false}};
        const auto page = composePage(settings(), facts, now);
        const auto &shop = page.components[0];
        QVERIFY(shop.isKnown);
        QVERIFY(shop.state == ComponentState::Degraded);
        QVERIFY(page.components[1].state == ComponentState::Operational);
        QCOMPARE(shop.days.size(), 10);
        QVERIFY(!shop.days[4].uptime); // 9 May: nothing known
        QCOMPARE(*shop.days[5].uptime, 1.0);
        QCOMPARE(*shop.days[6].uptime, 1.0); // too short to be shown
        QCOMPARE(shop.days[7].downNs, 72 * base::nsPerMinute);
        QCOMPARE(*shop.days[7].uptime, 0.95);
        QVERIFY(shop.days[7].worst == ComponentState::PartialOutage);
        QVERIFY(shop.days[9].worst == ComponentState::Degraded);
        QVERIFY(std::abs(*shop.uptime - (1 - 72.0 / (4.5 * 1440))) < 1e-12);
    }

    void nothingIsSaidToBeGoodThatNobodyLookedAt()
    {
        const auto none = composePage(settings(), {}, now);
        QVERIFY(!none.components[0].isKnown);
        QVERIFY(!none.components[0].uptime);
        PageFacts old;
        old.known = {at("2026-05-10T00:00:00Z"), at("2026-05-14T10:00:00Z")};
        QVERIFY(!composePage(settings(), old, now).components[0].isKnown);
    }

    void maintenanceCountsNeitherWay()
    {
        PageFacts facts;
        facts.known = {at("2026-05-10T00:00:00Z"), now};
        facts.troubles = {{u"web"_s, true, {at("2026-05-13T02:00:00Z"), at("2026-05-13T03:00:00Z")}, false}};
        facts.incidents = {{u"upgrade"_s,
                            u"Upgrade"_s,
                            true,
                            ComponentState::Maintenance,
                            {u"shop"_s},
                            {at("2026-05-13T02:00:00Z"), at("2026-05-13T04:00:00Z")},
                            false,
                            {{at("2026-05-13T04:00:00Z"), StatusPhase::Completed, u"Done."_s}}}};
        const auto day = composePage(settings(), facts, now).components[0].days[8];
        QCOMPARE(day.downNs, 0);
        QCOMPARE(*day.uptime, 1.0);
        QVERIFY(day.worst == ComponentState::Maintenance);
        facts.incidents[0].isOpen = true;
        facts.incidents[0].range = {at("2026-05-14T11:00:00Z"), at("2026-05-14T13:00:00Z")};
        facts.incidents[0].updates[0].phase = StatusPhase::InProgress;
        QVERIFY(composePage(settings(), facts, now).components[0].state == ComponentState::Maintenance);
    }

    void onlyApprovedTextsArePublished()
    {
        QTemporaryDir folder;
        const base::ManualClock clock(now);
        auto book = StatusTextBook::open(folder.filePath(u"statuspage.db"_s), clock);
        QVERIFY(book.ok());
        const auto number = (*book)->draft(outage(), u"ann"_s);
        QVERIFY2(number.ok(), number ? "" : qPrintable(number.error().summary));
        QVERIFY(approvedIncidents(*(*book)->texts(), {u"shop"_s}).empty());
        QVERIFY((*book)->approve(*number, u"ben"_s, u"read"_s).ok());
        QVERIFY(!(*book)->approve(*number, u"ben"_s, {}).ok()); // once
        QVERIFY(!(*book)->approve(99, u"ben"_s, {}).ok());
        auto done = outage();
        done.phase = StatusPhase::Resolved;
        done.atNs = at("2026-05-14T11:30:00Z");
        done.text = u"It works again."_s;
        const auto second = (*book)->draft(done, u"ann"_s);
        auto incidents = approvedIncidents(*(*book)->texts(), {u"shop"_s});
        QCOMPARE(incidents.size(), 1);
        QVERIFY(incidents[0].isOpen);
        QVERIFY((*book)->approve(*second, u"ben"_s, {}).ok());
        incidents = approvedIncidents(*(*book)->texts(), {});
        QVERIFY(!incidents[0].isOpen);
        QVERIFY(incidents[0].components.isEmpty()); // not of this page
        QCOMPARE(incidents[0].updates.size(), 2);
        QCOMPARE(incidents[0].updates[0].text, u"It works again."_s);
        QCOMPARE(incidents[0].range.endNs, done.atNs);
        QVERIFY((*book)->withdraw(*second, u"ben"_s, u"wrong"_s).ok());
        QVERIFY(approvedIncidents(*(*book)->texts(), {u"shop"_s})[0].isOpen);
        book->reset();
        const auto again = StatusTextBook::open(folder.filePath(u"statuspage.db"_s), clock);
        QCOMPARE((*again)->texts()->size(), 2);
    }

    void textsThatLackSomethingAreRefused()
    {
        auto text = outage();
        QCOMPARE(problemOf(text), QString());
        text.components.clear();
        QVERIFY(problemOf(text).contains(u"component"_s));
        text = outage();
        text.phase = StatusPhase::Scheduled;
        QVERIFY(problemOf(text).contains(u"Maintenance"_s));
        text = outage();
        text.incident = u"../../etc"_s;
        QVERIFY(!problemOf(text).isEmpty());
    }

    void factsComeFromKeptFiringsAndWhatFiresNow()
    {
        signals::Alert alert;
        alert.fingerprint = u"aa"_s;
        alert.labels = base::Labels({{"alertname", "Down"}, {"severity", "critical"}});
        alert.startsNs = at("2026-05-14T11:00:00Z");
        store::AlertSighting over;
        over.service = u"web"_s;
        over.alert = alert;
        over.firstSeenNs = at("2026-05-12T10:00:00Z");
        over.alert.startsNs = over.firstSeenNs;
        over.endedNs = at("2026-05-12T10:30:00Z");
        over.lastSeenNs = over.endedNs;
        store::AlertSighting running = over;
        running.alert = alert;
        running.firstSeenNs = alert.startsNs;
        running.endedNs = 0;
        running.lastSeenNs = at("2026-05-14T11:59:00Z");
        const std::vector<FiringAlert> firing{{u"web"_s, alert}};
        const auto facts = factsOf({over, running}, firing, now);
        QCOMPARE(facts.troubles.size(), 2);
        QVERIFY(facts.troubles[0].isOpen);
        QCOMPARE(facts.known->endNs, now);
        // Nobody could be asked: it ended when it was last seen, and the state now is not known.
        const auto unknown = factsOf({over, running}, std::nullopt, now);
        QVERIFY(std::ranges::none_of(unknown.troubles, &ServiceTrouble::isOpen));
        QCOMPARE(unknown.known->endNs, running.lastSeenNs);
        // Silenced ones do not count.
        auto silenced = firing;
        silenced[0].alert.state = signals::AlertState::Suppressed;
        QVERIFY(factsOf({}, silenced, now).troubles.empty());
    }

    void aHistoryFileIsReadOrRefusedWithItsPlace()
    {
        const auto facts = readPageFacts(R"({"known":{"start":"2026-05-01T00:00:00Z"},"troubles":[
            {"service":"web","severity":"critical","start":"2026-05-12T10:00:00Z","end":"2026-05-12T10:30:00Z"},
            {"service":"web","severity":"warning","start":"2026-05-14T11:00:00Z"}]})",
                                         now);
        QVERIFY(facts.ok());
        QCOMPARE(facts->troubles.size(), 2);
        QVERIFY(facts->troubles[1].isOpen);
        const auto wrong = readPageFacts(
            R"({"known":{"start":"2026-05-01T00:00:00Z"},"troubles":[{"service":"web","start":"yesterday"}]})", now);
        QVERIFY(!wrong.ok());
        QVERIFY(wrong.error().summary.contains(u"troubles[0]"_s));
        const auto promised =
            readPageFacts(R"({"known":{"start":"2026-05-01T00:00:00Z"},"objectives":["gateway"],"troubles":[
            {"objective":"gateway","severity":"critical","start":"2026-05-14T11:00:00Z"}]})",
                          now);
        QVERIFY(promised.ok() && promised->troubles[0].of == RestsOn::Objective);
        QCOMPARE(promised->promises.at(0).name, u"gateway"_s);
        QVERIFY(!readPageFacts("[", now).ok());
        QVERIFY(!readPageFacts("{}", now).ok());
    }

    void aComponentMayRestOnABudgetOrAnAgreement()
    {
        auto page = settings();
        page.components[0].services.clear();
        page.components[0].objectives = {u"gateway"_s};
        page.components[1].services.clear();
        page.components[1].agreements = {u"spa-114/availability"_s};
        PageFacts facts;
        QVERIFY(!composePage(page, facts, now).components[0].isKnown); // nobody was asked
        signals::Objective objective;
        objective.id = u"gateway"_s;
        objective.target = 0.999;
        BudgetReport report;
        report.window = {at("2026-05-10T00:00:00Z"), now};
        addObjective(objective, report, now, facts);
        QVERIFY(facts.promises.empty()); // without traffic nothing is known
        report.whole.isKnown = true;
        report.history.startNs = at("2026-05-12T01:00:00Z");
        report.history.stepNs = base::nsPerHour;
        report.history.total = {1000, 1000, 1000, 1000};
        report.history.bad = {0, 20, 20, 4}; // burns of 0, 20, 20 and 4
        addObjective(objective, report, now, facts);
        AgreementState state;
        state.agreement.id = u"spa-114"_s;
        state.agreement.clauses.resize(1);
        state.agreement.clauses[0].id = u"availability"_s;
        state.agreement.clauses[0].target = *Decimal::parse(u"99.9");
        state.period.measured = report.window;
        state.period.clauses.resize(1);
        auto &result = state.period.clauses[0];
        result.state = ClauseState::AtRisk;
        result.measured = report.window;
        result.violations.push_back({{now - base::nsPerHour, now}, true, {}, {}, {}, 6 * base::nsPerMinute, 0, 0});
        addAgreement(state, facts);
        const auto composed = composePage(page, facts, now);
        QVERIFY(composed.components[0].isKnown && composed.components[1].isKnown);
        QCOMPARE(composed.components[0].state, ComponentState::Operational);
        QCOMPARE(composed.components[0].days[7].downNs, 2 * base::nsPerHour); // the 12th
        QCOMPARE(composed.components[0].days[7].degradedNs, base::nsPerHour);
        QVERIFY(!composed.components[0].days[0].uptime);                     // before the window
        QCOMPARE(composed.components[1].state, ComponentState::MajorOutage); // a burn of 100, and it goes on
        // Its alerts say how it is now.
        report.alerts.push_back({{5 * base::nsPerMinute, base::nsPerHour, 14.4, true}, true, true, false});
        facts.promises.clear();
        addObjective(objective, report, now, facts);
        QCOMPARE(composePage(page, facts, now).components[0].state, ComponentState::PartialOutage);
        QVERIFY(!composePage(page, facts, now).components[1].isKnown); // the agreement was not asked this time
        result.state = ClauseState::NoData;
        addAgreement(state, facts);
        QVERIFY(!composePage(page, facts, now).components[1].isKnown);
    }

    void anExportIsWholeAndKeepsWhatIsTheSame()
    {
        QTemporaryDir folder;
        const QString site = folder.filePath(u"site"_s);
        const auto first = exportSite(site, {{u"a.html"_s, "one"}, {u"api/v2/b.json"_s, "{}"}});
        QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().summary + first.error().detail));
        QCOMPARE(first->written, 3);
        const auto inode = inodeOf(site + u"/a.html"_s);
        const auto second = exportSite(site, {{u"a.html"_s, "one"}, {u"c.html"_s, "new"}});
        QVERIFY(second.ok());
        QCOMPARE(second->kept, 2);
        QCOMPARE(inodeOf(site + u"/a.html"_s), inode);
        QVERIFY(!QFileInfo::exists(site + u"/api"_s)); // nothing old is left
        QVERIFY(QFileInfo::exists(site + u"/c.html"_s));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList{u"site"_s});
        QVERIFY(second->sha256 != first->sha256);
        QCOMPARE(static_cast<int>(modeOf(site) & 0777U), 0755); // a web server may enter and read
        QCOMPARE(static_cast<int>(modeOf(site + u"/c.html"_s) & 0777U), 0644);
    }

    void aFolderWithOtherThingsIsLeftAlone()
    {
        QTemporaryDir folder;
        QFile mine(folder.filePath(u"thesis.txt"_s));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write("years of work");
        mine.close();
        const auto refused = exportSite(folder.path(), {{u"index.html"_s, "x"}});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().kind == base::ErrorKind::Invalid);
        QVERIFY(mine.exists());
        QVERIFY(!exportSite(folder.filePath(u"thesis.txt"_s), {{u"index.html"_s, "x"}}).ok());
    }
};

QTEST_GUILESS_MAIN(TestStatusPage)
#include "tst_statuspage.moc"
