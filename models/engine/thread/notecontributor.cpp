// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/notecontributor.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

class NoteContributor final : public ThreadContributor {
public:
    explicit NoteContributor(store::Ledger &ledger) : m_ledger(ledger) {}

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        store::NoteFilter filter;
        filter.service = q.subject.service;
        filter.range = q.window;
        return m_ledger.notes(
            filter, [reply = std::move(reply)](base::Result<std::vector<store::OperatorNote>> result) {
                ThreadPart part;
                if (!result) {
                    part.missing = QCoreApplication::translate("Thread", "Notes: %1").arg(result.error().summary);
                    return reply(std::move(part));
                }
                for (const auto &note : *result) {
                    signals::ThreadEntry e;
                    e.timeNs = note.timeNs;
                    e.signal = signals::Signal::Note;
                    e.severity = signals::Severity::Info;
                    e.link = signals::LinkStrength::Direct;
                    e.title = note.text;
                    e.reason = QCoreApplication::translate("Thread", "noted by %1").arg(note.author);
                    e.subject = signals::Subject::ofService(note.service);
                    e.subject.timeNs = note.timeNs;
                    part.entries.push_back(std::move(e));
                }
                reply(std::move(part));
            });
    }

private:
    store::Ledger &m_ledger;
};

} // namespace

std::unique_ptr<ThreadContributor> noteContributor(store::Ledger &ledger)
{
    return std::make_unique<NoteContributor>(ledger);
}

} // namespace wf::engine
