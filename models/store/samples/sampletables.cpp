// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/samples/sampletables.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace wf::store {

namespace {

constexpr qint64 longAnswer = 240; // samples of one series from which an answer goes straight into blocks
constexpr qint64 mostTailSamples = 720;
constexpr qint64 mostTailRows = 360;

struct QueryRow {
    qint64 id = 0;
    IntervalSet coverage;
    qint64 fetchedNs = 0;
    qint64 usedNs = 0;
    QStringList notes;
    qint64 tailSamples = 0;
    qint64 tailRows = 0;
};

base::Error invalid(const char *text)
{
    return base::makeError(base::ErrorKind::Invalid, QCoreApplication::translate("wf::store", text));
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

base::Result<QueryRow> findQuery(Connection &connection, const SampleQuestion &question)
{
    QueryRow found;
    const auto status =
        connection
            .prepare("SELECT id, coverage, fetched_ns, used_ns, notes, tail_samples, tail_rows FROM query "
                     "WHERE source=? AND expr=? AND step_ns=?")
            .bind(question.source)
            .bind(question.expr)
            .bind(question.stepNs)
            .each([&](const Statement &row) {
                found.id = row.integer(0);
                found.coverage = IntervalSet::fromBytes(viewOf(row.blob(1)));
                found.fetchedNs = row.integer(2);
                found.usedNs = row.integer(3);
                for (const auto note : QJsonDocument::fromJson(row.text(4).toUtf8()).array())
                    found.notes << note.toString();
                found.tailSamples = row.integer(5);
                found.tailRows = row.integer(6);
                return true;
            });
    if (!status)
        return status.error();
    return found;
}

base::Status insertQuery(Connection &connection, const SampleQuestion &question, QueryRow &row)
{
    auto status = connection
                      .prepare("INSERT INTO query(source, expr, step_ns, coverage, fetched_ns, used_ns, notes, "
                               "tail_samples, tail_rows) "
                               "VALUES(?,?,?,x'',0,0,'[]',0,0)")
                      .bind(question.source)
                      .bind(question.expr)
                      .bind(question.stepNs)
                      .exec();
    if (!status)
        return status;
    const auto inserted = findQuery(connection, question);
    if (!inserted)
        return inserted.error();
    row = *inserted;
    return status;
}

base::Status saveQuery(Connection &connection, const QueryRow &row)
{
    const std::string coverage = row.coverage.toBytes();
    return connection
        .prepare(
            "UPDATE query SET coverage=?, fetched_ns=?, used_ns=?, notes=?, tail_samples=?, tail_rows=? WHERE id=?")
        .bindBytes(coverage)
        .bind(row.fetchedNs)
        .bind(row.usedNs)
        .bind(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(row.notes)).toJson(QJsonDocument::Compact)))
        .bind(row.tailSamples)
        .bind(row.tailRows)
        .bind(row.id)
        .exec();
}

struct Tail {
    qint64 startMs = 0;
    qint64 endMs = 0;
    Columns columns;
};

// Those that have samples between. Damaged tails count as never written: what they covered is asked again after
// eviction, not invented.
base::Status eachTail(Connection &connection, qint64 query, qint64 startMs, qint64 endMs,
                      const std::function<base::Status(const Tail &)> &use)
{
    base::Status result = base::Done{};
    const auto status = connection
                            .prepare("SELECT start_ms, end_ms, bytes FROM tail "
                                     "WHERE query=? AND end_ms>=? AND start_ms<=? ORDER BY id")
                            .bind(query)
                            .bind(startMs)
                            .bind(endMs)
                            .each([&](const Statement &row) {
                                Tail tail{row.integer(0), row.integer(1), {}};
                                if (unpackColumns(viewOf(row.blob(2)), tail.columns))
                                    result = use(tail);
                                return result.ok();
                            });
    return status ? result : status;
}

std::vector<SeriesSlice> slicesOf(const Columns &columns)
{
    std::vector<SeriesSlice> out;
    out.reserve(columns.size());
    for (const auto &[number, column] : columns)
        out.push_back({number, column.timesMs, column.values});
    return out;
}

base::Status mergeTails(Connection &connection, QueryRow &row, WindowEditor &editor)
{
    if (row.tailRows == 0)
        return base::Done{};
    constexpr auto first = std::numeric_limits<qint64>::min(), last = std::numeric_limits<qint64>::max();
    auto status = eachTail(connection, row.id, first, last, [&](const Tail &tail) -> base::Status {
        return editor.replace(tail.startMs, tail.endMs, slicesOf(tail.columns));
    });
    if (status)
        status = connection.prepare("DELETE FROM tail WHERE query=?").bind(row.id).exec();
    row.tailRows = row.tailSamples = 0;
    return status;
}

base::Status insertTail(Connection &connection, QueryRow &row, qint64 startMs, qint64 endMs,
                        std::span<const SeriesSlice> slices, qint64 longest)
{
    const std::string bytes = packSlices(slices);
    row.tailRows += 1;
    row.tailSamples += longest;
    return connection.prepare("INSERT INTO tail(query, start_ms, end_ms, bytes) VALUES(?,?,?,?)")
        .bind(row.id)
        .bind(startMs)
        .bind(endMs)
        .bindBytes(bytes)
        .exec();
}

// Samples of one answer, by number of the series.
struct NumberedPut {
    qint64 startMs = 0;
    qint64 endMs = 0;
    std::vector<SeriesSlice> slices;
};

qint64 longestOf(const signals::QueryAnswer &answer)
{
    qint64 longest = 0;
    for (const auto &series : answer.series)
        longest = std::max(longest, static_cast<qint64>(series.size()));
    return longest;
}

base::Result<std::vector<NumberedPut>> numberPuts(Connection &connection, Dictionaries &dictionaries, qint64 query,
                                                  std::span<const SamplePut> puts)
{
    const auto dictionary = dictionaries.load(connection, query);
    if (!dictionary)
        return dictionary.error();
    const std::size_t before = (*dictionary)->labels.size();
    std::vector<NumberedPut> numbered;
    numbered.reserve(puts.size());
    for (const auto &put : puts) {
        NumberedPut &to = numbered.emplace_back(put.range.startNs / base::nsPerMs, put.range.endNs / base::nsPerMs);
        to.slices.reserve(put.answer->series.size());
        for (const auto &series : put.answer->series)
            to.slices.push_back(
                sliceWithin({Dictionaries::number(**dictionary, series.labels), series.timesMs, series.values},
                            to.startMs, to.endMs));
        if (!std::ranges::is_sorted(to.slices, {}, &SeriesSlice::number))
            std::ranges::sort(to.slices, {}, &SeriesSlice::number);
    }
    if ((*dictionary)->labels.size() != before)
        if (auto status = dictionaries.save(connection, query, **dictionary); !status)
            return status.error();
    return numbered;
}

// The samples of answers that follow each other, one column a series.
Columns gathered(std::span<const NumberedPut> puts)
{
    std::vector<Column> byNumber;
    for (const auto &put : puts)
        for (const auto &slice : put.slices) {
            const auto number = static_cast<std::size_t>(slice.number);
            if (number >= byNumber.size())
                byNumber.resize(number + 1);
            auto &[times, values] = byNumber[number];
            times.insert(times.end(), slice.timesMs.begin(), slice.timesMs.end());
            values.insert(values.end(), slice.values.begin(), slice.values.end());
        }
    Columns columns;
    for (std::size_t number = 0; number < byNumber.size(); ++number)
        if (!byNumber[number].timesMs.empty())
            columns.emplace_hint(columns.end(), static_cast<int>(number), std::move(byNumber[number]));
    return columns;
}

// Live answers follow each other where nothing is kept yet: they are written as one.
base::Status writeBlocks(WindowEditor &editor, std::span<const NumberedPut> puts)
{
    const bool follow = std::ranges::adjacent_find(
                            puts, [](const auto &a, const auto &b) { return b.startMs <= a.endMs; }) == puts.end();
    if (follow && puts.size() > 1) {
        const auto isFree = editor.isFree(puts.front().startMs, puts.back().endMs);
        if (!isFree)
            return isFree.error();
        if (*isFree) {
            const Columns columns = gathered(puts);
            return editor.replace(puts.front().startMs, puts.back().endMs, slicesOf(columns));
        }
    }
    for (const auto &put : puts)
        if (auto status = editor.replace(put.startMs, put.endMs, put.slices); !status)
            return status;
    return base::Done{};
}

// Trims the columns of a first or last window to the asked range.
void trim(Column &column, qint64 startMs, qint64 endMs)
{
    replaceSamples(column, std::numeric_limits<qint64>::min(), startMs - 1, {}, {});
    replaceSamples(column, endMs + 1, std::numeric_limits<qint64>::max(), {}, {});
}

// The tails of a question over what its blocks gave, in the order they came.
base::Status layTails(Connection &connection, qint64 query, qint64 startMs, qint64 endMs, Columns &columns)
{
    return eachTail(connection, query, startMs, endMs, [&](const Tail &tail) -> base::Status {
        for (auto &[number, column] : columns)
            replaceSamples(column, tail.startMs, tail.endMs, {}, {});
        for (const auto &[number, part] : tail.columns)
            replaceSamples(columns[number], tail.startMs, tail.endMs, part.timesMs, part.values);
        return base::Done{};
    });
}

} // namespace

base::Status checkPut(const SampleQuestion &question, const SamplePut &put)
{
    if (!put.answer || !put.answer->histograms.empty())
        return base::makeError(base::ErrorKind::Unsupported,
                               QCoreApplication::translate("wf::store", "Native histograms are not cached"));
    const qint64 stepMs = std::max<qint64>(1, question.stepNs / base::nsPerMs);
    if (question.stepNs <= 0 || put.range.startNs < 0 || put.range.endNs < put.range.startNs)
        return invalid("Only answers over a range of time, with a step, can be cached");
    const qint64 lengthMs = put.range.endNs / base::nsPerMs - put.range.startNs / base::nsPerMs;
    if (longestOf(*put.answer) > 4 * (lengthMs / stepMs + 2))
        return invalid("The answer has more samples than its step allows");
    return base::Done{};
}

base::Status putSamples(Connection &connection, Dictionaries &dictionaries, const SampleQuestion &question,
                        std::span<const SamplePut> puts, qint64 nowNs, qint64 settleNs)
{
    qint64 longest = 0;
    for (const auto &put : puts) {
        if (auto status = checkPut(question, put); !status)
            return status;
        longest += longestOf(*put.answer);
    }
    auto found = findQuery(connection, question);
    if (!found)
        return found.error();
    QueryRow row = *found;
    if (row.id == 0)
        if (auto status = insertQuery(connection, question, row); !status)
            return status;
    const auto numbered = numberPuts(connection, dictionaries, row.id, puts);
    if (!numbered)
        return numbered.error();
    WindowEditor editor(connection,
                        {row.id, BlockLayout::spanFor(std::max<qint64>(1, question.stepNs / base::nsPerMs))});
    base::Status status = base::Done{};
    const bool isLong = longest >= longAnswer;
    for (std::size_t i = 0; i < puts.size() && status && !isLong; ++i)
        status = insertTail(connection, row, (*numbered)[i].startMs, (*numbered)[i].endMs, (*numbered)[i].slices,
                            std::max<qint64>(longestOf(*puts[i].answer), 1));
    if (status && (isLong || row.tailSamples >= mostTailSamples || row.tailRows >= mostTailRows))
        status = mergeTails(connection, row, editor);
    if (status && isLong)
        status = writeBlocks(editor, *numbered);
    if (status)
        status = editor.flush();
    if (!status)
        return status;
    for (const auto &put : puts) {
        const auto &completeness = put.answer->completeness;
        if (!completeness.partial && !completeness.truncated) {
            const qint64 points = (put.range.endNs - put.range.startNs) / question.stepNs + 1;
            row.coverage.add(
                {put.range.startNs, std::min(put.range.startNs + points * question.stepNs, nowNs - settleNs)});
        } else {
            row.coverage.remove({put.range.startNs, put.range.endNs + 1});
        }
        row.notes = completeness.notes;
    }
    row.fetchedNs = row.usedNs = nowNs;
    return saveQuery(connection, row);
}

base::Result<StoredSamples> readSamples(Connection &connection, Dictionaries &dictionaries,
                                        const SampleQuestion &question, base::TimeRange range)
{
    auto answer = std::make_shared<signals::QueryAnswer>();
    const qint64 stepMs = std::max<qint64>(1, question.stepNs / base::nsPerMs);
    answer->stepMs = stepMs;
    const auto row = findQuery(connection, question);
    if (!row)
        return row.error();
    if (row->id == 0 || range.startNs < 0 || range.endNs < range.startNs)
        return StoredSamples{0, answer, {}, 0, 0, false};
    const auto dictionary = dictionaries.load(connection, row->id);
    if (!dictionary)
        return dictionary.error();
    const qint64 startMs = (range.startNs + base::nsPerMs - 1) / base::nsPerMs;
    const qint64 endMs = range.endNs / base::nsPerMs;
    const BlockLayout layout{row->id, BlockLayout::spanFor(stepMs)};
    // Room for everything at once: growing columns would copy them.
    const auto room = static_cast<std::size_t>(
        std::min<qint64>(1 << 20, (endMs - startMs) / stepMs + 2 * layout.spanMs / stepMs + 2));
    Columns columns;
    for (std::size_t i = 0; i < (*dictionary)->labels.size(); ++i) {
        Column &column = columns[static_cast<int>(i)];
        column.timesMs.reserve(room);
        column.values.reserve(room);
    }
    bool good = true;
    auto status = connection.prepare("SELECT bytes FROM block WHERE id BETWEEN ? AND ? ORDER BY id")
                      .bind(layout.firstId(layout.window(startMs)))
                      .bind(layout.lastId(layout.window(endMs)))
                      .each([&](const Statement &block) {
                          good = unpackColumns(viewOf(block.blob(0)), columns);
                          return good;
                      });
    if (status && row->tailRows > 0)
        status = layTails(connection, row->id, startMs, endMs, columns);
    if (!status)
        return status.error();
    if (!good)
        return StoredSamples{row->id, answer, {}, 0, 0, true};
    for (auto &[number, column] : columns) {
        if (column.timesMs.empty())
            continue;
        if (column.timesMs.front() < startMs || column.timesMs.back() > endMs)
            trim(column, startMs, endMs);
        if (!column.timesMs.empty() && static_cast<std::size_t>(number) < (*dictionary)->labels.size())
            answer->series.push_back({(*dictionary)->labels[static_cast<std::size_t>(number)],
                                      std::move(column.timesMs), std::move(column.values)});
    }
    answer->completeness.notes = row->notes;
    return StoredSamples{row->id, answer, row->coverage, row->fetchedNs, row->usedNs, false};
}

base::Status touchSamples(Connection &connection, qint64 query, qint64 nowNs)
{
    return connection.prepare("UPDATE query SET used_ns=? WHERE id=?").bind(nowNs).bind(query).exec();
}

base::Status forgetSamples(Connection &connection, const SampleQuestion &question)
{
    const auto row = findQuery(connection, question);
    if (!row)
        return row.error();
    const BlockLayout layout{row->id, 1};
    auto status = connection.prepare("DELETE FROM block WHERE id BETWEEN ? AND ?")
                      .bind(layout.firstId(0))
                      .bind(layout.lastId(0xFFF'FFFF))
                      .exec();
    for (const char *sql :
         {"DELETE FROM tail WHERE query=?", "DELETE FROM series WHERE query=?", "DELETE FROM query WHERE id=?"})
        if (status)
            status = connection.prepare(sql).bind(row->id).exec();
    return status;
}

base::Result<qint64> evictSamples(Connection &connection)
{
    qint64 id = 0;
    SampleQuestion question;
    auto status = connection.prepare("SELECT id, source, expr, step_ns FROM query ORDER BY used_ns LIMIT 1")
                      .each([&](const Statement &row) {
                          id = row.integer(0);
                          question = {row.text(1), row.text(2), row.integer(3)};
                          return true;
                      });
    if (!status)
        return status.error();
    if (id == 0)
        return qint64(0);
    const BlockLayout layout{id, BlockLayout::spanFor(std::max<qint64>(1, question.stepNs / base::nsPerMs))};
    std::vector<qint64> oldest;
    status = connection.prepare("SELECT id FROM block WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 33")
                 .bind(layout.firstId(0))
                 .bind(layout.lastId(0xFFF'FFFF))
                 .each([&](const Statement &row) {
                     oldest.push_back(row.integer(0));
                     return true;
                 });
    if (status && oldest.size() <= 32) {
        status = forgetSamples(connection, question);
        return status ? base::Result<qint64>(static_cast<qint64>(oldest.size()) + 1)
                      : base::Result<qint64>(status.error());
    }
    auto row = findQuery(connection, question);
    if (!status || !row)
        return status ? row.error() : status.error();
    // Whole windows go, and with them the claim to know them.
    const qint64 keepFrom = BlockLayout::windowOf(oldest.back());
    const qint64 cut = std::max(keepFrom, BlockLayout::windowOf(oldest.front()) + 1);
    row->coverage.remove({0, cut * layout.spanMs * base::nsPerMs});
    status = connection.prepare("DELETE FROM block WHERE id BETWEEN ? AND ?")
                 .bind(layout.firstId(0))
                 .bind(layout.firstId(cut) - 1)
                 .exec();
    if (status)
        status = saveQuery(connection, *row);
    if (!status)
        return status.error();
    return qint64(32);
}

} // namespace wf::store
