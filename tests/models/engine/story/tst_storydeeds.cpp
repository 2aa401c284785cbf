// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/similardesk.h"
#include "tests/models/engine/story/storyworld.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using tests::StoryWorld;

namespace {

bool tells(const Storyteller &story, TimelineEntry::Kind kind, const QString &text)
{
    return std::ranges::any_of(story.timeline(), [&](const TimelineEntry &entry) {
        return entry.kind == kind && entry.text == text && entry.who == u"mara"_s;
    });
}

Attachment traceOf(const Incident &incident)
{
    Attachment out;
    out.incident = incident.number;
    out.kind = Attachment::Kind::Trace;
    out.title = u"POST /checkout, 3.4 s"_s;
    out.text = u"4bf92f3577b34da6"_s;
    return out;
}

} // namespace

class tst_StoryDeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNoteIsToldAndCanBeTakenBack();
    void anEmptyNoteIsRefused();
    void whatIsAttachedIsToldReviewedAndCanBeTakenBack();
    void whatIsAttachedOutlivesTheSession();
    void nothingCannotBeAttached();
    void textsAreBoundedAndCannotEndTheirFence();
    void anAnswerTakenBackConfirmsNoCause();
    void whatHelpedBeforeIsFound();
};

void tst_StoryDeeds::aNoteIsToldAndCanBeTakenBack()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    w.story.look(w.incident().number);
    std::optional<store::OperatorNote> kept;
    w.story.note(w.incident(), u"  Rolling back  "_s,
                 [&](const auto &note) { kept = note ? std::optional(*note) : std::nullopt; });
    QTRY_VERIFY(kept);
    QTRY_VERIFY(tells(w.story, TimelineEntry::Kind::Note, u"Rolling back"_s));
    bool isGone = false;
    w.story.removeNote(*kept, [&](const auto &done) { isGone = bool(done); });
    QTRY_VERIFY(isGone);
    QTRY_VERIFY(!tells(w.story, TimelineEntry::Kind::Note, u"Rolling back"_s));
}

void tst_StoryDeeds::anEmptyNoteIsRefused()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    std::optional<base::ErrorKind> error;
    w.story.note(w.incident(), u"  "_s,
                 [&](const auto &note) { error = note ? std::nullopt : std::optional(note.error().kind); });
    QCOMPARE(error, std::optional(base::ErrorKind::Invalid));
}

void tst_StoryDeeds::whatIsAttachedIsToldReviewedAndCanBeTakenBack()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    w.story.look(w.incident().number);
    std::optional<Attachment> kept;
    w.story.attach(traceOf(w.incident()), [&](const auto &one) { kept = one ? std::optional(*one) : std::nullopt; });
    QTRY_VERIFY(kept);
    QCOMPARE(kept->by, u"mara"_s);
    const QString told = u"attached a trace: POST /checkout, 3.4 s"_s;
    QTRY_VERIFY(tells(w.story, TimelineEntry::Kind::Attached, told));
    QCOMPARE(w.story.attachments(), std::vector{*kept});
    QString review;
    const auto reading =
        w.story.review(w.incident().number, [&](const auto &text) { review = text ? *text : QString(); });
    QTRY_VERIFY(review.contains(u"4bf92f3577b34da6"_s));
    bool isGone = false;
    w.story.detach(*kept, [&](const auto &done) { isGone = bool(done); });
    QTRY_VERIFY(isGone);
    QTRY_VERIFY(!tells(w.story, TimelineEntry::Kind::Attached, told));
}

void tst_StoryDeeds::whatIsAttachedOutlivesTheSession()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    bool isKept = false;
    w.story.attach(traceOf(w.incident()), [&](const auto &one) { isKept = bool(one); });
    QTRY_VERIFY(isKept);
    // The first store is never closed, as if its process had been killed.
    store::Store again(test::quietOptions(w.dir.path()), w.clock);
    std::vector<Attachment> read;
    const auto reading = again.ledger().settings(Storyteller::attachedRoot, [&](const auto &settings) {
        if (settings)
            read = Storyteller::attachmentsFrom(*settings);
    });
    QTRY_COMPARE(read.size(), 1U);
    QCOMPARE(read.front().title, u"POST /checkout, 3.4 s"_s);
}

void tst_StoryDeeds::nothingCannotBeAttached()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    auto nothing = traceOf(w.incident());
    nothing.text = u" "_s;
    std::optional<base::ErrorKind> error;
    w.story.attach(nothing, [&](const auto &one) { error = one ? std::nullopt : std::optional(one.error().kind); });
    QCOMPARE(error, std::optional(base::ErrorKind::Invalid));
}

void tst_StoryDeeds::textsAreBoundedAndCannotEndTheirFence()
{
    Attachment one;
    one.title = u"lines"_s;
    one.text = QString(Attachment::mostText + 10, u'x');
    QVERIFY(bounded(one).text.endsWith(u"are kept."_s));
    one.text = u"a\n```\n# not a heading"_s;
    QVERIFY(attachmentsAsMarkdown({one}).contains(u"````\na\n```\n# not a heading\n````\n"_s));
}

void tst_StoryDeeds::anAnswerTakenBackConfirmsNoCause()
{
    const auto record = [](const QString &action, const QString &service) {
        store::AuditRecord out;
        out.note = {u"mara"_s, action, u"INC-7"_s, {{u"service"_s, service}}};
        return out;
    };
    const auto right = record(u"cause.right"_s, u"payment"_s);
    QCOMPARE(confirmedCauses({right}).value(7), u"payment"_s);
    QVERIFY(confirmedCauses({right, record(u"cause.undo"_s, u"payment"_s)}).isEmpty());
    QCOMPARE(confirmedCauses({right, record(u"cause.wrong"_s, u"search"_s)}).value(7), u"payment"_s);
}

void tst_StoryDeeds::whatHelpedBeforeIsFound()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    const qint64 before = w.incident().number;
    bool isKept = false;
    w.story.note(w.incident(), u"Rolled back to v2.30.4"_s, [&](const auto &note) { isKept = bool(note); });
    QTRY_VERIFY(isKept);
    w.server.alertList.clear();
    w.watch.pollNow();
    QTRY_VERIFY(w.watch.isSettled());
    w.clock.advance(20 * base::nsPerMinute);
    w.watch.pollNow();
    QTRY_VERIFY(w.keeper.isSettled() && w.keeper.snapshot()->closed.size() == 1);
    w.clock.advance(base::nsPerHour);
    w.fire("LatencyHigh");
    w.watch.pollNow();
    QTRY_VERIFY(w.isOpen());
    QVERIFY(w.incident().number != before);
    SimilarDesk desk({w.keeper, w.causes, w.files.ledger()}, w.pools);
    desk.look(w.incident().number);
    QTRY_COMPARE(desk.found().size(), 1U);
    QCOMPARE(desk.found().front().similar.past.number, before);
    QTRY_COMPARE(desk.found().front().notes, QStringList{u"mara: Rolled back to v2.30.4"_s});
}

QTEST_GUILESS_MAIN(tst_StoryDeeds)
#include "tst_storydeeds.moc"
