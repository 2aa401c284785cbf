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

QString entryOf(const QString &questionId, int page)
{
    return u"of %1, page %2"_s.arg(questionId).arg(page);
}

// The same for every start.
std::size_t pageOf(const QString &seriesKey)
{
    quint32 hash = 2166136261U; // FNV-1a
    for (const QChar c : seriesKey)
        hash = (hash ^ c.unicode()) * 16777619U;
    return (hash ^ (hash >> 16)) % ModelBook::pages;
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

// One question read page by page.
struct ModelBook::Loading {
    QString questionId;
    std::function<void(ModelsBySeries)> reply;
    ModelsBySeries found{};
    int page = 0;
    async::Request request{};
};

ModelBook::ModelBook(store::AnswerCache *cache) : m_cache(cache)
{
    m_writing.setInterval(0);
    QObject::connect(&m_writing, &QTimer::timeout, &m_writing, [this] {
        if (!writePage())
            m_writing.stop();
    });
}

ModelBook::~ModelBook()
{
    while (writePage()) {
    }
}

async::Request ModelBook::load(const QString &questionId, std::function<void(ModelsBySeries)> reply)
{
    if (!m_cache)
        return answeredLater([reply = std::move(reply)] { reply({}); });
    auto loading = std::make_shared<Loading>(Loading{questionId, std::move(reply)});
    readPage(loading);
    return async::Request([loading] {
        loading->reply = {};
        loading->request.cancel();
    });
}

void ModelBook::readPage(const std::shared_ptr<Loading> &loading)
{
    loading->request =
        m_cache->read(source, entryOf(loading->questionId, loading->page),
                      [this, weak = std::weak_ptr(loading)](const base::Result<store::CachedAnswer> &kept) {
                          const auto one = weak.lock();
                          if (!one || !one->reply)
                              return;
                          if (kept) {
                              const QJsonObject all = kept->json.object();
                              for (auto it = all.begin(); it != all.end() && one->found.size() < mostSeries; ++it)
                                  one->found.insert(it.key(), QByteArray::fromBase64(it.value().toString().toLatin1()));
                          }
                          if (++one->page < pages)
                              return readPage(one);
                          const auto answer = std::exchange(one->reply, {});
                          answer(std::move(one->found));
                      });
}

void ModelBook::save(const QString &questionId, const ModelsBySeries &models)
{
    if (!m_cache)
        return;
    std::erase_if(m_waiting, [&questionId](const Waiting &one) { return one.questionId == questionId; });
    Waiting &waiting = m_waiting.emplace_back();
    waiting.questionId = questionId;
    for (auto it = models.begin(); it != models.end(); ++it)
        waiting.page[pageOf(it.key())].insert(it.key(), it.value());
    m_writing.start();
    nameQuestion(questionId);
}

bool ModelBook::writePage()
{
    if (m_waiting.empty())
        return false;
    Waiting &waiting = m_waiting.front();
    QJsonObject all;
    const ModelsBySeries &page = waiting.page[static_cast<std::size_t>(waiting.next)];
    for (auto it = page.begin(); it != page.end(); ++it)
        all.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    m_cache->put(source, entryOf(waiting.questionId, waiting.next), QJsonDocument(all));
    if (++waiting.next == pages)
        m_waiting.pop_front();
    return true;
}

void ModelBook::nameQuestion(const QString &questionId)
{
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
