// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/samples/dictionary.h"

#include "models/store/codec/bytes.h"

#include <QRandomGenerator>

namespace wf::store {

base::Result<Dictionary *> Dictionaries::load(Connection &connection, qint64 query)
{
    constexpr std::size_t mostKept = 512;
    if (m_known.size() > mostKept)
        m_known.clear();
    Dictionary &known = m_known[query];
    qint64 token = 0;
    qint64 count = 0;
    auto status =
        connection.prepare("SELECT token, count FROM series WHERE query=?").bind(query).each([&](const Statement &row) {
            token = row.integer(0);
            count = row.integer(1);
            return true;
        });
    if (!status)
        return status.error();
    if (token == known.token && count == static_cast<qint64>(known.labels.size()))
        return &known;
    known = {};
    known.token = token;
    status = connection.prepare("SELECT bytes FROM series WHERE query=?").bind(query).each([&](const Statement &row) {
        const QByteArray bytes = row.blob(0);
        ByteReader in(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        for (qint64 i = 0; i < count && in.ok(); ++i)
            number(known, in.labels());
        return true;
    });
    if (!status)
        return status.error();
    if (static_cast<qint64>(known.labels.size()) != count)
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("series"));
    return &known;
}

int Dictionaries::number(Dictionary &dictionary, const base::Labels &labels)
{
    const auto [it, isNew] = dictionary.index.try_emplace(labels, static_cast<int>(dictionary.labels.size()));
    if (isNew)
        dictionary.labels.push_back(labels);
    return it->second;
}

base::Status Dictionaries::save(Connection &connection, qint64 query, Dictionary &dictionary)
{
    ByteWriter out;
    for (const auto &labels : dictionary.labels)
        out.labels(labels);
    if (dictionary.token == 0)
        dictionary.token = static_cast<qint64>(QRandomGenerator::global()->generate64() >> 1) | 1;
    return connection.prepare("INSERT OR REPLACE INTO series(query, token, count, bytes) VALUES(?,?,?,?)")
        .bind(query)
        .bind(dictionary.token)
        .bind(static_cast<qint64>(dictionary.labels.size()))
        .bindBytes(out.bytes())
        .exec();
}

} // namespace wf::store
