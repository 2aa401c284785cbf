// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/draftshelf.h"

#include "models/store/ledger.h"

#include <QCryptographicHash>

#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostWrites = 64; // whose answer is still wanted

// Keys of rules hold anything; those of settings are short.
QString settingOf(const QString &root, const QString &key)
{
    return root +
           QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

const QString DraftShelf::draftRoot = QStringLiteral("rule-draft/");
const QString DraftShelf::testRoot = QStringLiteral("rule-test/");

DraftShelf::DraftShelf(store::Ledger &ledger, const base::Clock &clock, QString actor, QObject *parent)
    : QObject(parent), m_ledger(ledger), m_clock(clock), m_actor(std::move(actor))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    m_pause.callOnTimeout(this, &DraftShelf::keepNow);
    load();
}

DraftShelf::~DraftShelf()
{
    keepNow();
}

void DraftShelf::load()
{
    m_reading = m_ledger.settings(u"rule-"_s, [this](const base::Result<QHash<QString, QJsonValue>> &read) {
        m_isLoaded = true;
        if (!read) {
            m_error = read.error();
            Q_EMIT changed();
            return;
        }
        for (auto it = read->cbegin(); it != read->cend(); ++it) {
            const QJsonObject json = it.value().toObject();
            const QString key = json.value(u"key"_s).toString();
            if (it.key().startsWith(testRoot) && !m_tests.contains(key))
                m_tests.insert(key, json.value(u"tests"_s).toString());
            if (!it.key().startsWith(draftRoot) || m_drafts.contains(key))
                continue; // what was written meanwhile is newer
            if (auto rule = EditedRule::fromJson(json.value(u"rule"_s).toObject()))
                m_drafts.insert(key, {std::move(*rule), json.value(u"source"_s).toString(),
                                      json.value(u"by"_s).toString(), json.value(u"at_ns"_s).toString().toLongLong()});
        }
        Q_EMIT changed();
    });
}

const ShelvedDraft *DraftShelf::find(const QString &key) const
{
    const auto it = m_drafts.constFind(key);
    return it == m_drafts.cend() ? nullptr : &*it;
}

void DraftShelf::later(const QString &setting)
{
    m_changed.insert(setting);
    m_pause.start();
    Q_EMIT keptChanged();
}

void DraftShelf::put(const QString &key, const EditedRule &rule, const QString &source)
{
    const bool isNew = !m_drafts.contains(key);
    m_drafts.insert(key, {rule, source, m_actor, m_clock.nowNs()});
    const QString setting = settingOf(draftRoot, key);
    m_keys.insert(setting, key);
    later(setting);
    if (isNew)
        Q_EMIT changed();
}

void DraftShelf::drop(const QString &key)
{
    if (m_drafts.remove(key) == 0)
        return;
    const QString setting = settingOf(draftRoot, key);
    m_keys.insert(setting, key);
    later(setting);
    Q_EMIT changed();
}

void DraftShelf::putTests(const QString &key, const QString &tests)
{
    if (m_tests.value(key) == tests)
        return;
    if (tests.trimmed().isEmpty())
        m_tests.remove(key);
    else
        m_tests.insert(key, tests);
    const QString setting = settingOf(testRoot, key);
    m_keys.insert(setting, key);
    later(setting);
}

void DraftShelf::moveTests(const QString &from, const QString &to)
{
    if (from == to || !m_tests.contains(from))
        return;
    const QString tests = m_tests.value(from);
    putTests(from, {});
    putTests(to, tests);
}

QJsonValue DraftShelf::valueOf(const QString &setting) const
{
    const QString key = m_keys.value(setting);
    if (setting.startsWith(testRoot))
        return m_tests.contains(key)
                   ? QJsonValue(QJsonObject{{u"key"_s, key}, {u"tests"_s, m_tests.value(key)}, {u"by"_s, m_actor}})
                   : QJsonValue();
    const ShelvedDraft *draft = find(key);
    if (!draft)
        return {};
    return QJsonObject{{u"key"_s, key},
                       {u"rule"_s, draft->rule.toJson()},
                       {u"source"_s, draft->source},
                       {u"by"_s, draft->by},
                       {u"at_ns"_s, QString::number(draft->atNs)}};
}

void DraftShelf::keepNow()
{
    m_pause.stop();
    for (const QString &setting : std::exchange(m_changed, {})) {
        ++m_toWrite;
        if (m_writes.size() > mostWrites)
            m_writes.erase(m_writes.begin());
        m_writes.push_back(m_ledger.setSetting(setting, valueOf(setting), [this](const base::Result<base::Done> &done) {
            --m_toWrite;
            m_error = done ? std::nullopt : std::optional(done.error());
            Q_EMIT keptChanged();
        }));
    }
}

} // namespace wf::engine
