// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/saverun.h"

#include "models/engine/rules/saving/rulefiles.h"
#include "models/store/ledger.h"

#include <QJsonObject>
#include <QThreadPool>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

// What the job that writes a file answers.
struct FileOutcome {
    SaveRecord record;
    std::optional<QByteArray> there; // with a conflict: what lies there
    bool isConflict = false;
    std::optional<base::Error> error;
};

std::optional<QByteArray> optionally(const base::Result<QByteArray> &read)
{
    return read ? std::optional(*read) : std::nullopt;
}

QByteArray fingerprintAt(const std::optional<QByteArray> &there)
{
    return there ? fingerprintOf(*there) : QByteArray();
}

// Everything that touches the file, in one go. On a pool.
FileOutcome putFile(const SaveJournal &journal, SaveRecord record, const RuleDraft &draft, bool isForced)
{
    FileOutcome out;
    const QString path = record.home.file;
    const auto read = readRuleBytes(path);
    if (!read && read.error().kind != ErrorKind::NotFound) {
        out.error = read.error();
        return out;
    }
    const auto there = optionally(read);
    if (!isForced && fingerprintAt(there) != draft.before.fingerprint) {
        out.isConflict = true;
        out.there = there;
        return out;
    }
    if (const auto begun = journal.begin(record, there); !begun) {
        out.error = begun.error();
        return out;
    }
    const auto isStill = [&path, &there] { return optionally(readRuleBytes(path)) == there; };
    const auto written = draft.removesAll ? removeRuleFile(path, isStill) : replaceRuleFile(path, draft.text, isStill);
    if (!written) {
        journal.drop(record);
        out.isConflict = written.error().kind == ErrorKind::Invalid;
        out.there = optionally(readRuleBytes(path));
        if (!out.isConflict)
            out.error = written.error();
        return out;
    }
    (void)journal.settle(record); // without it the save cannot be taken back; the backup is there
    out.record = std::move(record);
    return out;
}

} // namespace

SaveRun::SaveRun(Parts parts, Wish wish, RuleDesk::SaveReplies replies)
    : m_parts(std::move(parts)), m_wish(std::move(wish)), m_replies(std::move(replies))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SaveRun::look);
}

void SaveRun::start()
{
    QTimer::singleShot(0, this, &SaveRun::check);
}

bool SaveRun::giveUp()
{
    m_replies = {[](const SaveAnswer &) {}, {}};
    if (m_isWriting)
        return false;
    m_jobs.cancelAll();
    m_request.cancel();
    return true;
}

QString SaveRun::subject() const
{
    if (home().kind == RuleHomeKind::File)
        return home().file;
    return tr("The group %1 in the namespace %2 of %3")
        .arg(m_wish.draft.before.group, home().nameSpace, home().sourceName);
}

SaveRecord SaveRun::newRecord() const
{
    SaveRecord out;
    out.timeNs = m_parts.clock.nowNs();
    out.id = store::makeUlid(out.timeNs);
    out.actor = m_parts.access.actor;
    out.home = home();
    out.group = m_wish.draft.before.group;
    out.rule = wire::toQString(m_wish.draft.spot.name);
    const bool isNew = !m_wish.draft.before.exists();
    out.what = !m_wish.undoes.isEmpty()                              ? u"put back"_s
               : m_wish.draft.removesRule || m_wish.draft.removesAll ? u"removed"_s
               : isNew                                               ? u"added"_s
                                                                     : u"changed"_s;
    if (!m_wish.draft.removesAll)
        out.fingerprint = fingerprintOf(m_wish.draft.text);
    return out;
}

RuleText SaveRun::textThere(const std::optional<QByteArray> &there) const
{
    RuleText out = m_wish.draft.before;
    out.text = there.value_or(QByteArray());
    out.fingerprint = fingerprintAt(there);
    return out;
}

RuleConflict SaveRun::conflictWith(const std::optional<QByteArray> &there) const
{
    const QString words = there ? tr("%1 was changed by somebody else since it was read. Nothing was overwritten.")
                                : tr("%1 was taken away by somebody else since it was read. Nothing was written.");
    return {words.arg(subject()), textThere(there)};
}

void SaveRun::answer(const SaveAnswer &answer)
{
    if (m_replies.done)
        m_replies.done(answer);
    const auto *saved = std::get_if<SavedRules>(&answer);
    if (saved && !saved->isNothing)
        return; // goes on to look
    Q_EMIT finished();
}

void SaveRun::fail(const base::Error &error)
{
    answer(error);
}

void SaveRun::check()
{
    const RuleAccess &access = m_parts.access;
    if (access.readOnly)
        return fail(base::makeError(ErrorKind::Unauthorized, access.readOnlyReason.isEmpty()
                                                                 ? tr("This environment is read only.")
                                                                 : access.readOnlyReason));
    if (!home().isComplete())
        return fail(base::makeError(ErrorKind::Invalid, tr("No file or namespace is chosen.")));
    if (!home().canWrite)
        return fail(base::makeError(ErrorKind::Unauthorized, home().reason));
    if (home().kind != RuleHomeKind::File && !m_parts.port)
        return fail(
            base::makeError(ErrorKind::Invalid, tr("%1 is no longer among the sources.").arg(home().sourceName)));
    if (!m_wish.undoes.isEmpty())
        return write();
    if (!m_wish.draft.changes()) {
        m_saved.now = m_wish.draft.before;
        m_saved.isNothing = m_saved.isRead = true;
        m_saved.words = tr("Nothing has changed; nothing was written.");
        return answer(m_saved);
    }
    m_jobs.run(
        m_parts.pools.parse(), [draft = m_wish.draft](std::stop_token) { return checkDraft(draft); },
        [this](const DraftCheck &checked) {
            if (checked.errors > 0)
                return fail(base::makeError(ErrorKind::Invalid, tr("The draft has an error, and nothing was written."),
                                            checked.firstError()));
            judged();
        });
}

void SaveRun::askPromtoolOf(const RuleText &text, std::function<void(const PromtoolVerdict &)> then)
{
    m_request = askPromtool(m_parts.promtool, asRuleFile(text), this,
                            [this, then = std::move(then)](const base::Result<PromtoolVerdict> &verdict) {
                                if (verdict)
                                    return then(*verdict);
                                m_saved.words = verdict.error().summary + u' ';
                                write();
                            });
}

// promtool knows Prometheus alone: where it refuses what lies there as well, it has nothing to say.
void SaveRun::judged()
{
    if (m_parts.promtool.isEmpty() || m_wish.draft.removesAll)
        return write();
    RuleText text = m_wish.draft.before;
    text.text = m_wish.draft.text;
    askPromtoolOf(text, [this](const PromtoolVerdict &verdict) {
        if (verdict.isFine)
            return write();
        const auto refuse = [this, verdict] {
            fail(base::makeError(ErrorKind::Invalid, tr("promtool refuses the draft, and nothing was written."),
                                 verdict.lines.join(u'\n')));
        };
        if (!m_wish.draft.before.exists())
            return refuse();
        askPromtoolOf(m_wish.draft.before, [this, refuse](const PromtoolVerdict &before) {
            if (before.isFine)
                return refuse();
            m_saved.words = tr("promtool refuses this file, also as it was before.") + u' ';
            write();
        });
    });
}

void SaveRun::write()
{
    m_record = newRecord();
    if (home().kind == RuleHomeKind::File)
        writeFile();
    else
        compareGroup();
}

void SaveRun::writeFile()
{
    m_isWriting = true;
    m_jobs.run(
        m_parts.pools.parse(),
        [journal = m_parts.journal, record = m_record, draft = m_wish.draft,
         isForced = m_wish.force == SaveForce::Overwrite](std::stop_token) {
            return putFile(journal, record, draft, isForced);
        },
        [this](const FileOutcome &outcome) {
            if (outcome.isConflict)
                return answer(conflictWith(outcome.there));
            if (outcome.error)
                return fail(*outcome.error);
            m_record = outcome.record;
            m_saved.now = textThere(m_wish.draft.removesAll ? std::nullopt : std::optional(m_wish.draft.text));
            takenIn();
        });
}

// It lies there.
void SaveRun::takenIn()
{
    m_saved.recordId = m_record.id;
    m_saved.backup = m_record.backup;
    note();
    if (!m_wish.undoes.isEmpty())
        m_jobs.run(
            m_parts.pools.parse(),
            [journal = m_parts.journal, id = m_wish.undoes](std::stop_token) { return journal.markTakenBack(id); },
            [this](const base::Status &) {
                Q_EMIT written();
                haveItRead();
            });
    else {
        Q_EMIT written();
        haveItRead();
    }
}

void SaveRun::note() const
{
    if (!m_parts.ledger)
        return;
    const store::AuditNote audit{m_record.actor,
                                 u"rule.save"_s,
                                 m_record.rule.isEmpty() ? subject() : QString(m_record.rule + u", "_s + subject()),
                                 {{u"what"_s, m_record.what},
                                  {u"record"_s, m_record.id},
                                  {u"group"_s, m_record.group},
                                  {u"forced"_s, m_wish.force == SaveForce::Overwrite}}};
    (void)m_parts.ledger->record(audit, [](const base::Result<store::AuditRecord> &) {});
}

} // namespace wf::engine
