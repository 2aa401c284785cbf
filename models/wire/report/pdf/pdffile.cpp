// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/pdffile.h"

#include "models/base/clock.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <zlib.h>

#include <cmath>

namespace wf::wire {

namespace {

constexpr int perPack = 250;

QByteArray deflated(const QByteArray &data)
{
    uLongf length = compressBound(static_cast<uLong>(data.size()));
    QByteArray out(static_cast<qsizetype>(length), Qt::Uninitialized);
    compress2(reinterpret_cast<Bytef *>(out.data()), &length, reinterpret_cast<const Bytef *>(data.constData()),
              static_cast<uLong>(data.size()), Z_DEFAULT_COMPRESSION);
    out.truncate(static_cast<qsizetype>(length));
    return out;
}

void appendBigEndian(QByteArray &out, quint64 value, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i)
        out.append(static_cast<char>(value >> (8 * i) & 0xFF));
}

} // namespace

PdfFile::PdfFile() : m_bytes("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") {}

int PdfFile::reserve()
{
    m_places.emplace_back();
    return static_cast<int>(m_places.size());
}

void PdfFile::put(int id, const QByteArray &body)
{
    if (m_packId == 0)
        m_packId = reserve();
    m_places[static_cast<std::size_t>(id) - 1] = {true, m_packId, m_packed++};
    m_packHead += QByteArray::number(id) + ' ' + QByteArray::number(m_packBody.size()) + ' ';
    m_packBody += body + '\n';
    if (m_packed == perPack)
        flushPack();
}

int PdfFile::add(const QByteArray &body)
{
    const int id = reserve();
    put(id, body);
    return id;
}

void PdfFile::flushPack()
{
    if (m_packId == 0)
        return;
    const int id = std::exchange(m_packId, 0);
    writeStream(id,
                "/Type/ObjStm/N " + QByteArray::number(m_packed) + "/First " + QByteArray::number(m_packHead.size()),
                m_packHead + m_packBody);
    m_packHead.clear();
    m_packBody.clear();
    m_packed = 0;
}

void PdfFile::writeStream(int id, const QByteArray &dictionary, const QByteArray &data)
{
    m_places[static_cast<std::size_t>(id) - 1] = {false, m_bytes.size(), 0};
    const QByteArray packed = deflated(data);
    m_bytes += QByteArray::number(id) + " 0 obj\n<<" + dictionary + "/Filter/FlateDecode/Length " +
               QByteArray::number(packed.size()) + ">>\nstream\n" + packed + "\nendstream\nendobj\n";
}

void PdfFile::putStream(int id, const QByteArray &dictionary, const QByteArray &data)
{
    writeStream(id, dictionary, data);
}

int PdfFile::addStream(const QByteArray &dictionary, const QByteArray &data)
{
    const int id = reserve();
    writeStream(id, dictionary, data);
    return id;
}

QByteArray PdfFile::finish(int catalog, int information)
{
    flushPack();
    const int id = reserve();
    const qint64 start = m_bytes.size();
    m_places.back() = {false, start, 0};
    const QByteArray digest = QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256).first(16).toHex();
    QByteArray table;
    appendBigEndian(table, 0, 1 + 5);
    appendBigEndian(table, 0xFFFF, 2);
    for (const Place &place : m_places) {
        appendBigEndian(table, place.isPacked ? 2 : 1, 1);
        appendBigEndian(table, static_cast<quint64>(place.offset), 5);
        appendBigEndian(table, static_cast<quint64>(place.index), 2);
    }
    writeStream(id,
                "/Type/XRef/Size " + QByteArray::number(m_places.size() + 1) + "/W[1 5 2]/Root " +
                    pdfReference(catalog) + "/Info " + pdfReference(information) + "/ID[<" + digest + "><" + digest +
                    ">]",
                table);
    m_bytes += "startxref\n" + QByteArray::number(start) + "\n%%EOF\n";
    return std::move(m_bytes);
}

QByteArray pdfNumber(double value)
{
    if (!std::isfinite(value))
        return "0";
    QByteArray text = QByteArray::number(value, 'f', 3);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text == "-0" ? QByteArray("0") : text;
}

QByteArray pdfReference(int id)
{
    return QByteArray::number(id) + " 0 R";
}

QByteArray pdfText(const QString &text)
{
    QByteArray wide("\xFE\xFF", 2);
    for (const QChar c : text)
        appendBigEndian(wide, c.unicode(), 2);
    return '<' + wide.toHex() + '>';
}

QByteArray pdfDate(qint64 ns)
{
    return "(D:" +
           QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC)
               .toString(QStringLiteral("yyyyMMddHHmmss"))
               .toLatin1() +
           "Z)";
}

} // namespace wf::wire
