// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/spanstore.h"

#include "models/store/codec/traces.h"
#include "models/store/db/files.h"
#include "models/store/disk/frames.h"
#include "models/store/spans/blocks/assembly.h"
#include "models/store/spans/spanstore_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::store {

namespace {

void refuse(SpanOutcome &outcome, const QString &reason, const QString &example, qint64 count)
{
    auto known = std::ranges::find(outcome.refused, reason, &RefusedSpans::reason);
    if (known == outcome.refused.end())
        known = outcome.refused.insert(outcome.refused.end(), {reason, 0, example});
    known->count += count;
}

bool isTraceId(const QString &id)
{
    const bool hex =
        std::ranges::all_of(id, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    return hex && (id.size() == 32 || id.size() == 16) && TraceKey::of(id) != TraceKey();
}

struct Admitted {
    TraceKey key;
    signals::Trace piece;
    std::string bytes;
};

// A record of the log: pieces, each as traceBytes().
std::string recordOf(const std::vector<Admitted> &admitted)
{
    ByteWriter out;
    out.varint(admitted.size());
    for (const auto &a : admitted)
        out.text(std::string_view(a.bytes));
    return std::move(out.bytes());
}

// What of a batch can be taken.
class Admission {
public:
    Admission(const SpanOptions &options, const SpanHead &head, qint64 nowNs)
        : m_options(options), m_head(head), m_latestNs(nowNs + base::nsPerDay)
    {
    }

    void admit(const signals::Trace &piece)
    {
        const auto count = static_cast<qint64>(piece.spans.size());
        if (!isTraceId(piece.traceId))
            return refuse(m_outcome, tr("Not a trace id: 16 or 32 hexadecimal digits, not all zero"), piece.traceId,
                          count);
        const auto key = TraceKey::of(piece.traceId);
        const auto *known = m_head.find(key);
        if (count + m_spans[key] + (known ? known->spans : 0) > m_options.mostTraceSpans)
            return refuse(m_outcome, tr("A trace of more than %1 spans").arg(m_options.mostTraceSpans), piece.traceId,
                          count);
        Admitted admitted{key, {}, {}};
        admitted.piece.traceId = key.text();
        admitted.piece.processes = piece.processes;
        for (const auto &span : piece.spans)
            admit(span, piece, admitted.piece);
        if (admitted.piece.spans.empty())
            return;
        m_spans[key] += static_cast<qint64>(admitted.piece.spans.size());
        m_outcome.taken += static_cast<qint64>(admitted.piece.spans.size());
        admitted.bytes = traceBytes(admitted.piece);
        m_admitted.push_back(std::move(admitted));
    }
    [[nodiscard]] std::vector<Admitted> &admitted() { return m_admitted; }
    [[nodiscard]] SpanOutcome &outcome() { return m_outcome; }

private:
    static QString tr(const char *text) { return QCoreApplication::translate("wf::store", text); }
    void admit(const signals::Span &span, const signals::Trace &piece, signals::Trace &to)
    {
        if (span.process < 0 || static_cast<std::size_t>(span.process) >= piece.processes.size() ||
            span.spanId.isEmpty())
            return refuse(m_outcome, tr("A span without id or service"), piece.traceId, 1);
        if (span.startNs <= 0 || span.startNs > m_latestNs || span.durationNs < 0 ||
            span.durationNs > std::numeric_limits<qint64>::max() - span.startNs)
            return refuse(m_outcome, tr("A span from the future or of an impossible time"), piece.traceId, 1);
        auto &added = to.spans.emplace_back(span);
        added.parent = -1; // decided when the trace is put together
        added.orphan = false;
    }

    const SpanOptions &m_options;
    const SpanHead &m_head;
    qint64 m_latestNs;
    std::unordered_map<TraceKey, qint64, TraceKeyHash> m_spans; // of this batch
    std::vector<Admitted> m_admitted;
    SpanOutcome m_outcome;
};

} // namespace

signals::TracePtr pieceFrom(const std::string &bytes)
{
    auto piece = traceFromBytes(bytes);
    return piece ? *piece : nullptr;
}

SpanStore::SpanStore(std::unique_ptr<Private> p) : d(std::move(p)) {}

base::Result<std::unique_ptr<SpanStore>> SpanStore::open(SpanOptions options, const base::Clock &clock)
{
    auto p = std::make_unique<Private>(std::move(options), clock);
    if (auto status = p->open(); !status)
        return status.error();
    auto store = std::unique_ptr<SpanStore>(new SpanStore(std::move(p)));
    store->d->tiers = store->makeTiers();
    if (store->d->options.background)
        store->d->keeper = std::jthread([p = store->d.get()](const std::stop_token &stop) { p->keep(stop); });
    return store;
}

SpanStore::~SpanStore()
{
    d->keeper = {};
    if (const auto status = sync(); !status)
        d->say(NoticeKind::Failed, status.error().summary, status.error().detail);
}

TieredStore &SpanStore::tiers()
{
    return *d->tiers;
}

base::Status SpanStore::sync()
{
    std::shared_ptr<AppendFile> file;
    {
        const std::lock_guard guard(d->syncMutex);
        if (!std::exchange(d->dirty, false))
            return base::Done{};
        file = d->log;
    }
    auto status = file->sync();
    if (!status) {
        const std::lock_guard guard(d->syncMutex);
        d->dirty = true;
    }
    return status;
}

base::Status SpanStore::Private::open()
{
    if (auto status = folders.make(); !status)
        return status;
    lock = std::make_unique<FolderLock>(options.directory + QStringLiteral("/writer.lock"));
    if (!lock->tryLock())
        return base::makeError(base::ErrorKind::Storage,
                               tr("Another Watchfloor on this computer keeps its traces in this folder"),
                               options.directory);
    openBlocks();
    return openLog();
}

void SpanStore::Private::showBlocks(const std::vector<SpanBlockPtr> &added, const std::vector<SpanBlockPtr> &removed)
{
    std::erase_if(blocks,
                  [&](const SpanBlockPtr &block) { return std::ranges::find(removed, block) != removed.end(); });
    blocks.insert(blocks.end(), added.begin(), added.end());
    std::ranges::stable_sort(blocks, std::ranges::greater(),
                             [](const SpanBlockPtr &block) { return block->meta().endNs; });
}

void SpanStore::Private::openTier(Tier tier, QStringList &replaced)
{
    const auto paths = folders.parts(tier, {QStringLiteral("*.spans")});
    for (const auto &path : paths) {
        nextBlock = std::max<qint64>(nextBlock, partNumber(path) + 1);
        auto block = SpanBlock::open(path);
        if (!block) {
            const auto aside = setAside(path, clock.nowNs());
            ++damagedFiles;
            say(NoticeKind::Failed, tr("%1 is damaged and was set aside").arg(QFileInfo(path).fileName()),
                block.error().detail, aside ? *aside : path);
            continue;
        }
        replaced += (*block)->meta().replaces;
        // A move that was killed between its last two steps.
        std::erase_if(blocks, [&](const SpanBlockPtr &known) {
            return partId(known->path()) == partId(path) && QFile::remove(known->path());
        });
        blocks.push_back(std::move(block).value());
    }
}

void SpanStore::Private::openBlocks()
{
    QStringList replaced;
    for (const Tier tier : {Tier::Hot, Tier::Warm, Tier::Cold})
        openTier(tier, replaced);
    std::erase_if(blocks, [&](const SpanBlockPtr &block) {
        return replaced.contains(QFileInfo(block->path()).fileName()) && QFile::remove(block->path());
    });
    showBlocks({}, {});
}

base::Status SpanStore::Private::openLog()
{
    const QDir folder(folders.log());
    const auto names = folder.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name);
    qint64 keepBytes = 0;
    for (const auto &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read").arg(name), file.errorString());
        const QByteArray bytes = file.readAll();
        const auto report = readFrames({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                                       [this](std::string_view record) { replay(record); });
        if (report.isDamaged()) {
            const QString aside = file.fileName() + QStringLiteral(".damaged");
            ++damagedFiles;
            if (!QFile::exists(aside) && QFile::copy(file.fileName(), aside))
                say(NoticeKind::Failed, tr("A part of the newest traces is damaged; what could be read was kept"),
                    tr("%1 bytes could not be read. The file was set aside.").arg(report.damagedBytes), aside);
        }
        if (logNumber > 0)
            oldLogs.push_back(logNumber);
        logNumber = name.chopped(4).toLongLong();
        keepBytes = report.wholeBytes;
    }
    logNumber = std::max<qint64>(logNumber, 1);
    auto file = AppendFile::open(logPath(logNumber), keepBytes);
    if (!file)
        return file.error();
    log = std::move(file).value();
    return base::Done{};
}

// What a killed process had sealed already but not yet taken out of the log.
bool SpanStore::Private::isSealed(const TraceKey &key, const signals::Trace &piece)
{
    if (std::ranges::none_of(blocks, [&](const SpanBlockPtr &block) { return block->meta().ids.mayHave(key); }))
        return false;
    auto known = pieces(key);
    const auto before = assembled(known)->spans.size();
    known.push_back(std::make_shared<const signals::Trace>(piece));
    return assembled(known)->spans.size() == before;
}

void SpanStore::Private::replay(std::string_view record)
{
    ByteReader in(record);
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
        std::string bytes(in.text());
        const auto piece = pieceFrom(bytes);
        if (!piece || piece->spans.empty())
            continue;
        const auto key = TraceKey::of(piece->traceId);
        if (!isSealed(key, *piece))
            head.add(key, *piece, std::move(bytes), clock.monotonicNs());
    }
}

void SpanStore::Private::noteWrite(const base::Status &status, bool diskWasFull)
{
    if (!status && diskWasFull && !diskFull.exchange(true))
        say(NoticeKind::DiskFull, tr("The disk is full: no new traces are taken. What was taken before is kept."),
            status.error().detail, options.directory);
    else if (status && diskFull.exchange(false))
        say(NoticeKind::DiskOk, tr("There is room on the disk again: traces are taken"), {}, options.directory);
}

base::Result<SpanOutcome> SpanStore::append(std::span<const signals::Trace> pieces)
{
    const std::lock_guard appending(d->appendMutex);
    if (d->head.spanCount() >= 2 * d->options.mostHeadSpans) {
        auto error = base::makeError(
            base::ErrorKind::RateLimited,
            Private::tr("Too many spans at once: %1 wait to be written. Send again.").arg(d->head.spanCount()));
        error.retryAfter = std::chrono::seconds(5);
        d->wake.notify_all();
        return error;
    }
    Admission admission(d->options, d->head, d->clock.nowNs());
    for (const auto &piece : pieces)
        admission.admit(piece);
    if (admission.admitted().empty())
        return std::move(admission.outcome());
    const auto status = d->log->append(framed(recordOf(admission.admitted())));
    d->noteWrite(status, d->log->diskWasFull());
    if (!status)
        return status.error();
    {
        const std::lock_guard guard(d->syncMutex);
        d->dirty = true;
    }
    const std::unique_lock guard(d->mutex);
    for (auto &a : admission.admitted())
        d->head.add(a.key, a.piece, std::move(a.bytes), d->clock.monotonicNs());
    if (d->head.spanCount() >= d->options.mostHeadSpans)
        d->wake.notify_all();
    return std::move(admission.outcome());
}

} // namespace wf::store
