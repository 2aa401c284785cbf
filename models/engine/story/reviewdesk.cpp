// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/reviewdesk.h"

#include "models/store/ledger.h"

#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostWrites = 64; // whose answer is still wanted

QString keyOf(qint64 incident)
{
    return ReviewDesk::root + u"INC-%1"_s.arg(incident);
}

} // namespace

const QString ReviewDesk::root = QStringLiteral("review/");

ReviewDesk::ReviewDesk(Storyteller &story, store::Ledger &ledger, const base::Clock &clock, QString actor,
                       QObject *parent)
    : QObject(parent), m_story(story), m_ledger(ledger), m_clock(clock), m_actor(std::move(actor))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    m_pause.callOnTimeout(this, &ReviewDesk::keepNow);
    // Until somebody writes in it, it says what is known now.
    connect(&m_story, &Storyteller::changed, this, [this] {
        if (m_incident != 0 && !m_isEdited && !m_text.isEmpty())
            draft();
    });
}

ReviewDesk::~ReviewDesk()
{
    keepNow();
}

void ReviewDesk::look(qint64 incident)
{
    if (incident == m_incident)
        return;
    keepNow();
    m_incident = incident;
    m_text.clear();
    m_keptBy.clear();
    m_keptNs = 0;
    m_isEdited = false;
    m_error.reset();
    m_drafting = {};
    m_reading = {};
    Q_EMIT changed();
    if (incident == 0)
        return;
    m_reading = readWritten(m_ledger, incident, [this](const base::Result<std::optional<WrittenReview>> &read) {
        m_error = read ? std::nullopt : std::optional(read.error());
        if (!read || !*read)
            return draft();
        m_text = (*read)->text;
        m_keptBy = (*read)->by;
        m_keptNs = (*read)->keptNs;
        m_isEdited = true;
        Q_EMIT changed();
    });
}

std::optional<WrittenReview> ReviewDesk::written(qint64 incident) const
{
    if (incident != m_incident || !m_isEdited)
        return std::nullopt;
    return WrittenReview{m_text, m_isChanged || m_keptBy.isEmpty() ? m_actor : m_keptBy, m_keptNs};
}

async::Request ReviewDesk::readWritten(store::Ledger &ledger, qint64 incident, Written reply)
{
    const QString key = keyOf(incident);
    return ledger.settings(key, [key, reply = std::move(reply)](const base::Result<QHash<QString, QJsonValue>> &read) {
        if (!read)
            return reply(read.error());
        const QJsonObject kept = read->value(key).toObject();
        if (!kept.contains(u"text"_s))
            return reply(std::optional<WrittenReview>());
        reply(std::optional(WrittenReview{kept.value(u"text"_s).toString(), kept.value(u"by"_s).toString(),
                                          kept.value(u"at_ns"_s).toString().toLongLong()}));
    });
}

void ReviewDesk::draft()
{
    m_drafting = m_story.review(m_incident, [this](const base::Result<QString> &text) {
        if (m_isEdited)
            return;
        m_error = text ? std::nullopt : std::optional(text.error());
        if (text && *text == m_text)
            return;
        m_text = text ? *text : QString();
        Q_EMIT changed();
    });
}

void ReviewDesk::edit(const QString &text)
{
    if (m_incident == 0 || text == m_text)
        return;
    m_text = text;
    m_isEdited = true;
    m_isChanged = true;
    m_drafting = {};
    m_pause.start();
    Q_EMIT keptChanged();
}

void ReviewDesk::keepNow()
{
    if (!std::exchange(m_isChanged, false))
        return;
    m_pause.stop();
    const qint64 now = m_clock.nowNs();
    write(m_incident, QJsonObject{{u"text"_s, m_text}, {u"by"_s, m_actor}, {u"at_ns"_s, QString::number(now)}},
          [this, incident = m_incident, now](const base::Result<base::Done> &done) {
              if (incident != m_incident)
                  return;
              m_error = done ? std::nullopt : std::optional(done.error());
              if (done) {
                  m_keptNs = now;
                  m_keptBy = m_actor;
              }
              Q_EMIT keptChanged();
          });
}

void ReviewDesk::write(qint64 incident, const QJsonValue &value, store::Reply<base::Done> then)
{
    ++m_toWrite;
    if (m_writes.size() > mostWrites)
        m_writes.erase(m_writes.begin());
    m_writes.push_back(m_ledger.setSetting(keyOf(incident), value,
                                           [this, then = std::move(then)](const base::Result<base::Done> &done) {
                                               --m_toWrite;
                                               then(done);
                                           }));
}

void ReviewDesk::startAgain(store::Reply<QString> reply)
{
    m_pause.stop();
    m_isChanged = false;
    write(m_incident, QJsonValue(),
          [this, incident = m_incident, dropped = m_text,
           reply = std::move(reply)](const base::Result<base::Done> &done) {
              if (!done)
                  return reply(done.error());
              if (incident == m_incident) {
                  m_isEdited = false;
                  m_keptNs = 0;
                  m_keptBy.clear();
                  draft();
                  Q_EMIT keptChanged();
              }
              reply(dropped);
          });
}

} // namespace wf::engine
