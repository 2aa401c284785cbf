// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/models/modelbook.h"

#include "models/store/answercache.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString source = u"anomaly models"_s;
const QString index = u"questions"_s;
constexpr qsizetype mostSeries = 2000; // kept of one question: those that are away count too

QString entryOf(const QString &questionId)
{
    return u"of "_s + questionId;
}

QStringList namesOf(const base::Result<store::CachedAnswer> &kept)
{
    QStringList out;
    if (kept)
        for (const auto &name : kept->json.array())
            out << name.toString();
    return out;
}

async::Request answeredLater(std::function<void()> reply)
{
    auto timer = std::make_shared<QTimer>();
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), std::move(reply));
    timer->start(0);
    return async::Request([timer] { timer->stop(); });
}

} // namespace

ModelBook::ModelBook(store::AnswerCache *cache) : m_cache(cache) {}
ModelBook::~ModelBook() = default;

async::Request ModelBook::load(const QString &questionId, std::function<void(ModelsBySeries)> reply)
{
    if (!m_cache)
        return answeredLater([reply = std::move(reply)] { reply({}); });
    return m_cache->read(source, entryOf(questionId),
                         [reply = std::move(reply)](const base::Result<store::CachedAnswer> &kept) {
                             ModelsBySeries out;
                             if (kept) {
                                 const QJsonObject all = kept->json.object();
                                 for (auto it = all.begin(); it != all.end() && out.size() < mostSeries; ++it)
                                     out.insert(it.key(), QByteArray::fromBase64(it.value().toString().toLatin1()));
                             }
                             reply(std::move(out));
                         });
}

void ModelBook::save(const QString &questionId, const ModelsBySeries &models)
{
    if (!m_cache)
        return;
    QJsonObject all;
    for (auto it = models.begin(); it != models.end(); ++it)
        all.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    m_cache->put(source, entryOf(questionId), QJsonDocument(all));
    if (!m_known.insert(questionId).second)
        return;
    m_reading = m_cache->read(source, index, [this](const base::Result<store::CachedAnswer> &kept) {
        for (const QString &name : namesOf(kept))
            m_known.insert(name);
        m_cache->put(source, index,
                     QJsonDocument(QJsonArray::fromStringList(QStringList(m_known.begin(), m_known.end()))));
    });
}

async::Request ModelBook::questions(std::function<void(QStringList)> reply)
{
    if (!m_cache)
        return answeredLater([reply = std::move(reply)] { reply({}); });
    return m_cache->read(source, index, [reply = std::move(reply)](const base::Result<store::CachedAnswer> &kept) {
        reply(namesOf(kept));
    });
}

} // namespace wf::engine
