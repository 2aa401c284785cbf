// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/ruledesk.h"

#include "models/engine/rules/saving/rulefiles.h"
#include "models/engine/rules/saving/saverun.h"

#include <QDir>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>

namespace wf::engine {

using base::ErrorKind;

namespace {

RuleHomeKind kindOf(sources::RuleKeeping keeping)
{
    switch (keeping) {
    case sources::RuleKeeping::Ruler:
        return RuleHomeKind::Ruler;
    case sources::RuleKeeping::Own:
        return RuleHomeKind::Own;
    case sources::RuleKeeping::Files:
        break;
    }
    return RuleHomeKind::File;
}

std::vector<RuleKeeper> keepersIn(const sources::SourceSet &set)
{
    std::vector<RuleKeeper> out;
    for (auto *source : set.all())
        if (const auto *port = dynamic_cast<sources::RulePort *>(source)) {
            const auto &state = source->state();
            out.push_back({kindOf(port->keeping()), state.id, state.name, state.kind == signals::SourceKind::Logs});
        }
    return out;
}

} // namespace

// Something asked that takes several steps; it ends with its request.
struct RuleDesk::Asked {
    async::JobScope jobs;
    std::vector<async::Request> requests;
    int open = 0;
    static async::Request request(std::shared_ptr<Asked> asked)
    {
        return async::Request([asked = std::move(asked)]() mutable { asked.reset(); });
    }
};

QString rulesFolder(const QString &stateDirectory)
{
    return QDir(stateDirectory).filePath(QStringLiteral("saved-rules"));
}

RuleDesk::RuleDesk(Context context, RuleAccess access, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_access(std::move(access))
{
}

RuleDesk::~RuleDesk() = default;

sources::Source *RuleDesk::find(const QString &source) const
{
    for (auto *one : m_context.sources.all())
        if (one->state().id == source)
            return one;
    return nullptr;
}

sources::RulePort *RuleDesk::portOf(const QString &source) const
{
    return dynamic_cast<sources::RulePort *>(find(source));
}

async::Request RuleDesk::whenKnown(const QString &source, std::function<void()> then) const
{
    auto *one = find(source);
    if (!one || !one->state().capability.product.isEmpty()) {
        then();
        return {};
    }
    return one->probe([then = std::move(then)](const base::Result<signals::Capability> &) { then(); });
}

QString RuleDesk::promtool(bool isOverLogs) const
{
    if (isOverLogs)
        return {};
    return m_context.promtool ? *m_context.promtool : findPromtool();
}

async::Request RuleDesk::homes(const KnownRulePtr &rule, bool isOverLogs, Reply<std::vector<RuleHome>> reply)
{
    auto asked = std::make_shared<Asked>();
    const auto look = [this, weak = std::weak_ptr(asked), rule, isOverLogs, reply = std::move(reply)] {
        const auto held = weak.lock();
        if (!held || held->open > 0)
            return;
        held->jobs.run(
            m_context.pools.parse(),
            [rule, isOverLogs, keepers = keepersIn(m_context.sources), access = m_access](std::stop_token) {
                return rule ? homesOfRule(*rule, keepers, access) : homesForNewRule(isOverLogs, keepers, access);
            },
            [reply](std::vector<RuleHome> homes) { reply(std::move(homes)); });
    };
    asked->open = 1;
    for (auto *source : m_context.sources.all()) {
        if (!dynamic_cast<sources::RulePort *>(source))
            continue;
        ++asked->open;
        asked->requests.push_back(whenKnown(source->state().id, [weak = std::weak_ptr(asked), look] {
            if (const auto held = weak.lock())
                --held->open;
            look();
        }));
    }
    --asked->open;
    look();
    return Asked::request(std::move(asked));
}

async::Request RuleDesk::chooseFile(const RuleHome &home, const QString &path, Reply<RuleHome> reply)
{
    auto asked = std::make_shared<Asked>();
    asked->jobs.run(
        m_context.pools.parse(),
        [home, path, access = m_access](std::stop_token) { return homeWithFile(home, path, access); },
        [reply = std::move(reply)](RuleHome chosen) { reply(std::move(chosen)); });
    return Asked::request(std::move(asked));
}

async::Request RuleDesk::load(const RuleHome &home, const QString &group, Reply<RuleText> reply)
{
    RuleText empty;
    empty.home = home;
    empty.group = group;
    const auto deliver = [empty, reply = std::move(reply)](const base::Result<QByteArray> &read) {
        RuleText out = empty;
        if (read) {
            out.text = *read;
            out.fingerprint = fingerprintOf(*read);
            reply(out);
        } else if (read.error().kind == ErrorKind::NotFound) {
            reply(out);
        } else {
            reply(read.error());
        }
    };
    sources::RulePort *port = home.kind == RuleHomeKind::File ? nullptr : portOf(home.source);
    auto asked = std::make_shared<Asked>();
    if (port && home.isComplete()) {
        asked->requests.push_back(whenKnown(home.source, [weak = std::weak_ptr(asked), port, home, group, deliver] {
            if (const auto held = weak.lock())
                held->requests.push_back(port->ruleGroup(home.nameSpace, group, deliver));
        }));
        return Asked::request(std::move(asked));
    }
    asked->jobs.run(
        m_context.pools.parse(),
        [home, why = tr("%1 is no longer among the sources.").arg(home.sourceName),
         notChosen = tr("No file or namespace is chosen.")](std::stop_token) -> base::Result<QByteArray> {
            if (!home.isComplete())
                return base::makeError(ErrorKind::Invalid, notChosen);
            if (home.kind != RuleHomeKind::File)
                return base::makeError(ErrorKind::Invalid, why);
            return readRuleBytes(home.file);
        },
        deliver);
    return Asked::request(std::move(asked));
}

async::Request RuleDesk::check(const RuleDraft &draft, Reply<DraftCheck> reply)
{
    auto asked = std::make_shared<Asked>();
    const QString program = promtool(draft.before.home.isOverLogs);
    asked->jobs.run(
        m_context.pools.parse(),
        [draft](std::stop_token) {
            RuleText text = draft.before;
            text.text = draft.text;
            return std::pair(checkDraft(draft), draft.removesAll ? QByteArray() : asRuleFile(text));
        },
        [this, weak = std::weak_ptr(asked), program,
         reply = std::move(reply)](const std::pair<DraftCheck, QByteArray> &checked) {
            const auto held = weak.lock();
            if (program.isEmpty() || checked.second.isEmpty() || !held)
                return reply(checked.first);
            held->requests.push_back(
                askPromtool(program, checked.second, this,
                            [reply, check = checked.first](const base::Result<PromtoolVerdict> &verdict) mutable {
                                if (verdict)
                                    check.promtool = *verdict;
                                else
                                    check.promtoolTrouble = verdict.error().summary;
                                reply(std::move(check));
                            }));
        });
    return Asked::request(std::move(asked));
}

async::Request RuleDesk::start(std::unique_ptr<SaveRun> run)
{
    const quint64 id = m_nextId++;
    SaveRun *started = run.get();
    m_runs.emplace(id, std::move(run));
    connect(started, &SaveRun::finished, this, [this, id] {
        if (const auto found = m_runs.find(id); found != m_runs.end()) {
            found->second.release()->deleteLater(); // it is in the middle of telling
            m_runs.erase(found);
        }
    });
    started->start();
    return async::Request([self = QPointer(this), id] {
        if (!self)
            return;
        const auto found = self->m_runs.find(id);
        if (found == self->m_runs.end() || !found->second->giveUp())
            return;
        found->second.release()->deleteLater(); // who gives up may stand in its answer
        self->m_runs.erase(found);
    });
}

async::Request RuleDesk::save(const RuleDraft &draft, SaveForce force, SaveReplies replies)
{
    const RuleHome home = draft.before.home;
    auto run = std::make_unique<SaveRun>(SaveRun::Parts{portOf(home.source), m_context.clock, m_context.pools,
                                                        m_context.ledger, SaveJournal(m_context.folder), m_access,
                                                        promtool(home.isOverLogs), m_lookFor},
                                         SaveRun::Wish{draft, force, {}}, std::move(replies));
    connect(run.get(), &SaveRun::written, this, [this, home] { Q_EMIT saved(home); });
    return start(std::move(run));
}

async::Request RuleDesk::undo(const std::optional<RuleHome> &home, SaveForce force, SaveReplies replies)
{
    struct Former {
        SaveRecord record;
        std::optional<QByteArray> text;
    };
    auto asked = std::make_shared<Asked>();
    asked->jobs.run(
        m_context.pools.parse(),
        [journal = SaveJournal(m_context.folder), home,
         none = tr("Nothing that can be taken back was saved from here.")](std::stop_token) -> base::Result<Former> {
            for (const SaveRecord &record : journal.all()) {
                if (!record.canBeTakenBack() || (home && !record.home.isSamePlace(*home)))
                    continue;
                auto text = journal.before(record);
                if (!text)
                    return text.error();
                return Former{record, std::move(*text)};
            }
            return base::makeError(ErrorKind::NotFound, none);
        },
        [this, weak = std::weak_ptr(asked), force, replies = std::move(replies)](const base::Result<Former> &former) {
            const auto held = weak.lock();
            if (!held)
                return;
            if (!former)
                return replies.done(former.error());
            const SaveRecord &record = former->record;
            RuleDraft draft;
            draft.before.home = record.home;
            draft.before.group = record.group;
            draft.before.fingerprint = record.fingerprint;
            draft.text = former->text.value_or(QByteArray());
            draft.removesAll = !former->text;
            auto run = std::make_unique<SaveRun>(SaveRun::Parts{portOf(record.home.source),
                                                                m_context.clock,
                                                                m_context.pools,
                                                                m_context.ledger,
                                                                SaveJournal(m_context.folder),
                                                                m_access,
                                                                {},
                                                                m_lookFor},
                                                 SaveRun::Wish{draft, force, record.id}, replies);
            connect(run.get(), &SaveRun::written, this, [this, home = record.home] { Q_EMIT saved(home); });
            auto waiting = std::make_shared<std::unique_ptr<SaveRun>>(std::move(run));
            held->requests.push_back(whenKnown(record.home.source, [this, weak, waiting] {
                if (const auto still = weak.lock())
                    still->requests.push_back(start(std::move(*waiting)));
            }));
        });
    return Asked::request(std::move(asked));
}

async::Request RuleDesk::saves(Reply<std::vector<SaveRecord>> reply)
{
    auto asked = std::make_shared<Asked>();
    asked->jobs.run(
        m_context.pools.parse(), [journal = SaveJournal(m_context.folder)](std::stop_token) { return journal.all(); },
        [reply = std::move(reply)](std::vector<SaveRecord> records) { reply(std::move(records)); });
    return Asked::request(std::move(asked));
}

} // namespace wf::engine
