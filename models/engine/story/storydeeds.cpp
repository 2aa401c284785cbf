// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/storyteller.h"
#include "models/store/ledger.h"

#include <algorithm>

// What people add to the story of an incident.
namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostWrites = 64; // whose answer is still wanted

QString keyOf(const Attachment &attachment)
{
    return Storyteller::attachedRoot + u"INC-%1/"_s.arg(attachment.incident) + attachment.id;
}

} // namespace

const QString Storyteller::attachedRoot = QStringLiteral("attached/");

void Storyteller::note(const Incident &incident, const QString &text, store::Reply<store::OperatorNote> reply)
{
    store::OperatorNote wish;
    wish.service = incident.service;
    wish.subjectKind = u"incident"_s;
    wish.subjectId = incident.id();
    wish.timeNs = m_clock.nowNs();
    wish.author = m_actor;
    wish.text = text.trimmed();
    if (wish.text.isEmpty())
        return reply(base::makeError(base::ErrorKind::Invalid, tr("Write what colleagues should know.")));
    if (m_writes.size() > mostWrites)
        m_writes.erase(m_writes.begin());
    m_writes.push_back(
        m_parts.ledger.putNote(wish, [this, reply = std::move(reply)](const base::Result<store::OperatorNote> &kept) {
            refresh();
            reply(kept);
        }));
}

void Storyteller::removeNote(const store::OperatorNote &note, store::Reply<base::Done> reply)
{
    m_writes.push_back(m_parts.ledger.removeNote(
        note.id, m_actor, [this, reply = std::move(reply)](const base::Result<base::Done> &done) {
            refresh();
            reply(done);
        }));
}

void Storyteller::attach(const Attachment &attachment, store::Reply<Attachment> reply)
{
    Attachment one = bounded(attachment);
    one.id = store::makeUlid(m_clock.nowNs());
    one.atNs = m_clock.nowNs();
    one.by = m_actor;
    if (one.incident <= 0 || one.title.isEmpty() || one.text.trimmed().isEmpty())
        return reply(base::makeError(base::ErrorKind::Invalid,
                                     tr("There is nothing to attach: it needs an incident, a title and a content.")));
    if (m_writes.size() > mostWrites)
        m_writes.erase(m_writes.begin());
    const QJsonObject detail{{u"kind"_s, attachmentKindName(one.kind)}, {u"title"_s, one.title}};
    m_writes.push_back(m_parts.ledger.record({m_actor, u"incident.attach"_s, u"INC-%1"_s.arg(one.incident), detail},
                                             [](const auto &) {}));
    m_writes.push_back(m_parts.ledger.setSetting(
        keyOf(one), toJson(one), [this, one, reply = std::move(reply)](const base::Result<base::Done> &done) {
            refresh();
            if (done)
                reply(one);
            else
                reply(done.error());
        }));
}

void Storyteller::detach(const Attachment &attachment, store::Reply<base::Done> reply)
{
    const QJsonObject detail{{u"title"_s, attachment.title}};
    m_writes.push_back(m_parts.ledger.record(
        {m_actor, u"incident.attach.undo"_s, u"INC-%1"_s.arg(attachment.incident), detail}, [](const auto &) {}));
    m_writes.push_back(m_parts.ledger.setSetting(
        keyOf(attachment), QJsonValue(), [this, reply = std::move(reply)](const base::Result<base::Done> &done) {
            refresh();
            reply(done);
        }));
}

std::vector<Attachment> Storyteller::attachmentsFrom(const QHash<QString, QJsonValue> &settings)
{
    std::vector<Attachment> out;
    for (const QJsonValue &value : settings)
        if (auto one = attachmentFrom(value.toObject()))
            out.push_back(std::move(*one));
    std::ranges::sort(out, {}, &Attachment::id); // by the time they were kept
    return out;
}

} // namespace wf::engine
