// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/handover.h"
#include "models/engine/story/postmortem.h"

#include "tests/models/engine/causes/causeworld.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::tests;

namespace {

IncidentPtr closed(qint64 closedNs)
{
    auto out = paymentIncident();
    out.number = 6;
    out.title = u"Search is slow"_s;
    out.closedNs = closedNs;
    out.outcome = OutcomeKind::Healed;
    return std::make_shared<const Incident>(out);
}

IncidentPtr open()
{
    auto out = paymentIncident();
    out.title = u"Payment is slow | <b>now</b>"_s;
    out.severity = signals::Severity::Critical;
    out.needed = 2;
    return std::make_shared<const Incident>(out);
}

} // namespace

class tst_Documents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theHandoverTellsWhatIsOpenAndWasClosedLately();
    void anEmptyWatchIsHandedOverToo();
    void theDraftHasTimesCausesAndTimeline();
    void outsideTextCannotMakeMarks();
};

void tst_Documents::theHandoverTellsWhatIsOpenAndWasClosedLately()
{
    IncidentSnapshot all;
    all.asOfNs = openedNs + base::nsPerHour;
    all.open = {open()};
    all.closed = {closed(openedNs - base::nsPerHour), closed(openedNs - 20 * base::nsPerHour)};
    std::vector<TimelineEntry> timeline;
    for (int i = 0; i < 9; ++i)
        timeline.push_back({openedNs + i, TimelineEntry::Kind::Note, u"mara"_s, u"step %1"_s.arg(i), {}});
    const QString note = handoverNote(all, {{7, timeline}}, u"Mara Lindqvist"_s);
    QVERIFY(note.startsWith(u"# Handover, "_s));
    QVERIFY(!note.contains(u"Z UTC"_s)); // said once
    QVERIFY(note.contains(u"Written for Mara Lindqvist. 1 open, 1 closed"_s));
    QVERIFY(note.contains(u"**needs somebody**: 2 of its alerts"_s));
    QVERIFY(note.contains(u"step 8"_s));
    QVERIFY(!note.contains(u"step 3"_s)); // the last five
    QCOMPARE(note.count(u"Search is slow"_s), 1);
    QVERIFY(note.contains(u"it was: healed"_s));
}

void tst_Documents::anEmptyWatchIsHandedOverToo()
{
    IncidentSnapshot all;
    all.asOfNs = openedNs;
    const QString note = handoverNote(all, {}, u"Mara"_s);
    QVERIFY(note.contains(u"Nothing is open."_s));
    QVERIFY(note.contains(u"Nothing was closed."_s));
}

void tst_Documents::theDraftHasTimesCausesAndTimeline()
{
    auto incident = paymentIncident();
    incident.title = u"Payment is slow"_s;
    incident.closedNs = openedNs + 41 * base::nsPerMinute;
    CauseReport causes;
    causes.symptomNs = openedNs - 3 * base::nsPerMinute;
    causes.symptomService = u"gateway"_s;
    CauseSuspect suspect;
    suspect.service = suspect.title = u"payment v2.31.0"_s;
    suspect.share = 0.86;
    suspect.isRight = true;
    suspect.reasons = {u"psp pool full"_s};
    causes.suspects = {suspect};
    const std::vector<TimelineEntry> timeline{
        {openedNs, TimelineEntry::Kind::Opened, {}, u"it opens"_s, {}},
        {openedNs + 4 * base::nsPerMinute, TimelineEntry::Kind::Acknowledged, u"mara"_s, u"acknowledged it"_s, {}}};
    const QString draft = postmortemDraft(incident, timeline, &causes);
    QVERIFY(draft.startsWith(u"# INC-7: Payment is slow"_s));
    for (const auto *part :
         {"| Time to detect | 3", "| Time to acknowledge | 4", "| Time to repair | 41",
          "| 86 % | payment v2.31.0 | psp pool full | yes |", "| mara | acknowledged it |", "For people to answer"})
        QVERIFY2(draft.contains(QLatin1String(part)) ||
                     draft.contains(QString::fromLatin1(part).replace(u"."_s, u"\\."_s)),
                 qPrintable(draft));
    QVERIFY(postmortemDraft(incident, {}, nullptr).contains(u"They were not looked for."_s));
}

void tst_Documents::outsideTextCannotMakeMarks()
{
    QCOMPARE(markdownText(u"a|b\n<c> *d*"_s), u"a\\|b \\<c\\> \\*d\\*"_s);
    IncidentSnapshot all;
    all.asOfNs = openedNs;
    all.open = {open()};
    QVERIFY(!handoverNote(all, {}, u"x"_s).contains(u"<b>"_s));
    QVERIFY(markdownText(QString(100'000, u'x')).size() < 1'000);
}

QTEST_APPLESS_MAIN(tst_Documents)
#include "tst_documents.moc"
