// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/saverun.h"

#include <QThreadPool>

// A group behind an API: compared, kept, sent, read back.
namespace wf::engine {

using base::ErrorKind;

namespace {

// Servers write YAML their own way.
bool saysTheSame(const QByteArray &a, const QByteArray &b)
{
    const auto groups = [](const QByteArray &text) {
        std::vector<wire::RuleGroup> out;
        for (const auto &document :
             wire::readRuleFile({text.constData(), static_cast<std::size_t>(text.size())}).documents)
            out.insert(out.end(), document.groups.begin(), document.groups.end());
        return out;
    };
    return groups(a) == groups(b);
}

// The request may have arrived although no answer came.
bool isDoubtful(ErrorKind kind)
{
    return kind == ErrorKind::Timeout || kind == ErrorKind::Unreachable || kind == ErrorKind::Unavailable ||
           kind == ErrorKind::NotUnderstood;
}

} // namespace

void SaveRun::compareGroup()
{
    m_request = m_parts.port->ruleGroup(home().nameSpace, m_wish.draft.before.group,
                                        [this](const base::Result<QByteArray> &read) {
                                            if (!read && read.error().kind != ErrorKind::NotFound)
                                                return fail(read.error());
                                            const auto there = read ? std::optional(*read) : std::nullopt;
                                            const QByteArray now = there ? fingerprintOf(*there) : QByteArray();
                                            if (m_wish.force == SaveForce::No && now != m_wish.draft.before.fingerprint)
                                                return answer(conflictWith(there));
                                            keepGroup(there);
                                        });
}

void SaveRun::keepGroup(const std::optional<QByteArray> &there)
{
    using Kept = std::pair<SaveRecord, std::optional<base::Error>>;
    m_jobs.run(
        m_parts.pools.parse(),
        [journal = m_parts.journal, record = m_record, there](std::stop_token) mutable {
            const auto begun = journal.begin(record, there);
            return Kept(std::move(record), begun ? std::nullopt : std::optional(begun.error()));
        },
        [this](const Kept &kept) {
            if (kept.second)
                return fail(*kept.second);
            m_record = kept.first;
            sendGroup();
        });
}

void SaveRun::sendGroup()
{
    m_isWriting = true;
    const auto reply = [this](const base::Status &status) { sent(status); };
    m_request = m_wish.draft.removesAll
                    ? m_parts.port->removeRuleGroup(home().nameSpace, m_wish.draft.before.group, reply)
                    : m_parts.port->putRuleGroup(home().nameSpace, m_wish.draft.text, reply);
}

void SaveRun::sent(const base::Status &status)
{
    if (status)
        return readBack();
    if (isDoubtful(status.error().kind))
        return lookAfterDoubt(status.error());
    m_jobs.run(
        m_parts.pools.parse(),
        [journal = m_parts.journal, record = m_record](std::stop_token) {
            journal.drop(record);
            return base::Done{};
        },
        [this, error = status.error()](base::Done) { fail(error); });
}

// Writes are sent once: what lies there says whether it arrived.
void SaveRun::lookAfterDoubt(const base::Error &error)
{
    m_request = m_parts.port->ruleGroup(
        home().nameSpace, m_wish.draft.before.group, [this, error](const base::Result<QByteArray> &read) {
            const bool isGone = !read && read.error().kind == ErrorKind::NotFound;
            if (m_wish.draft.removesAll ? isGone : read && saysTheSame(*read, m_wish.draft.text))
                return settleGroup(read ? *read : QByteArray());
            if (read || isGone)
                return sent(base::makeError(ErrorKind::Invalid, error.summary, error.detail));
            // The backup stays: nobody knows whether it arrived.
            fail(
                base::makeError(error.kind,
                                tr("Nobody knows whether %1 has it: it did not answer. What lay there before is in %2.")
                                    .arg(home().sourceName, m_record.backup.isEmpty() ? tr("no file; there was nothing")
                                                                                      : m_record.backup),
                                error.summary));
        });
}

void SaveRun::readBack()
{
    m_request = m_parts.port->ruleGroup(
        home().nameSpace, m_wish.draft.before.group, [this](const base::Result<QByteArray> &read) {
            // What cannot be read back was accepted all the same; the next load tells.
            settleGroup(read ? *read : m_wish.draft.removesAll ? QByteArray() : m_wish.draft.text);
        });
}

void SaveRun::settleGroup(const QByteArray &now)
{
    m_saved.now = textThere(m_wish.draft.removesAll ? std::nullopt : std::optional(now));
    m_record.fingerprint = m_saved.now.fingerprint;
    if (!m_wish.draft.removesAll && !saysTheSame(now, m_wish.draft.text)) // Cortex drops fields it does not know
        m_saved.words += tr("%1 did not keep all of it as it was written.").arg(home().sourceName) + QLatin1Char(' ');
    m_jobs.run(
        m_parts.pools.parse(),
        [journal = m_parts.journal, record = m_record](std::stop_token) mutable {
            (void)journal.settle(record); // without it the save cannot be taken back; the backup is there
            return record;
        },
        [this](const SaveRecord &record) {
            m_record = record;
            takenIn();
        });
}

} // namespace wf::engine
