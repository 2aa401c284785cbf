// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/png.h"

#include <QtEndian>

#include <zlib.h>

#include <cstdlib>

namespace wf::wire {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr qsizetype mostBytes = 1 << 20;
constexpr qint64 mostPixels = 2'000'000;

struct Header {
    int width = 0, height = 0, channels = 0;
};

base::Error broken()
{
    return makeError(ErrorKind::Invalid, u"The logo is not a whole PNG file"_s);
}

base::Result<Header> headerOf(const QByteArray &file)
{
    if (file.size() > mostBytes)
        return makeError(ErrorKind::TooLarge, u"The logo is larger than 1 MiB"_s);
    if (!file.startsWith("\x89PNG\r\n\x1A\n") || file.size() < 33 || file.sliced(12, 4) != "IHDR")
        return broken();
    const auto *data = reinterpret_cast<const uchar *>(file.constData());
    const auto width = qFromBigEndian<quint32>(data + 16);
    const auto height = qFromBigEndian<quint32>(data + 20);
    if (width == 0 || height == 0)
        return broken();
    if (width > 20'000 || height > 20'000 || qint64{width} * height > mostPixels)
        return makeError(ErrorKind::TooLarge, u"The logo has more than 2 million pixels"_s);
    const int type = data[25];
    const int channels = type == 0 ? 1 : type == 4 ? 2 : type == 2 ? 3 : type == 6 ? 4 : 0;
    if (data[24] != 8 || channels == 0 || data[28] != 0)
        return makeError(ErrorKind::Unsupported,
                         u"The logo must have 8 bits per channel, no palette, and not be interlaced"_s);
    return Header{static_cast<int>(width), static_cast<int>(height), channels};
}

QByteArray imageData(const QByteArray &file)
{
    QByteArray out;
    for (qsizetype at = 8; at + 12 <= file.size();) {
        const auto length = qFromBigEndian<quint32>(reinterpret_cast<const uchar *>(file.constData()) + at);
        if (length > static_cast<quint32>(file.size() - at - 12))
            return {};
        if (file.sliced(at + 4, 4) == "IDAT")
            out += file.sliced(at + 8, length);
        at += qsizetype{length} + 12;
    }
    return out;
}

int paeth(int a, int b, int c)
{
    const int p = a + b - c;
    const int pa = std::abs(p - a), pb = std::abs(p - b), pc = std::abs(p - c);
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

// Undoes the filter of each row, in place; `rows` has the filter's byte before each.
bool unfilter(QByteArray &rows, qsizetype stride, int channels)
{
    auto *bytes = reinterpret_cast<uchar *>(rows.data());
    for (qsizetype row = 0; row * (stride + 1) < rows.size(); ++row) {
        uchar *line = bytes + row * (stride + 1) + 1;
        const uchar *above = row > 0 ? line - (stride + 1) : nullptr;
        const int filter = line[-1];
        if (filter > 4)
            return false;
        for (qsizetype i = 0; i < stride; ++i) {
            const int a = i >= channels ? line[i - channels] : 0;
            const int b = above != nullptr ? above[i] : 0;
            const int c = above != nullptr && i >= channels ? above[i - channels] : 0;
            const int guess = filter == 1   ? a
                              : filter == 2 ? b
                              : filter == 3 ? (a + b) / 2
                              : filter == 4 ? paeth(a, b, c)
                                            : 0;
            line[i] = static_cast<uchar>(line[i] + guess);
        }
    }
    return true;
}

} // namespace

base::Result<Pixels> readPng(const QByteArray &file)
{
    const auto header = headerOf(file);
    if (!header)
        return header.error();
    const qsizetype stride = qsizetype{header->width} * header->channels;
    QByteArray rows((stride + 1) * header->height, Qt::Uninitialized);
    const QByteArray packed = imageData(file);
    auto length = static_cast<uLongf>(rows.size());
    if (uncompress(reinterpret_cast<Bytef *>(rows.data()), &length, reinterpret_cast<const Bytef *>(packed.constData()),
                   static_cast<uLong>(packed.size())) != Z_OK ||
        length != static_cast<uLongf>(rows.size()) || !unfilter(rows, stride, header->channels))
        return broken();
    Pixels out{header->width, header->height, {}, {}};
    const bool hasAlpha = header->channels % 2 == 0;
    const bool isGrey = header->channels < 3;
    for (qsizetype row = 0; row < header->height; ++row)
        for (qsizetype i = 0; i < header->width; ++i) {
            const char *pixel = rows.constData() + row * (stride + 1) + 1 + i * header->channels;
            for (int c = 0; c < 3; ++c)
                out.rgb += pixel[isGrey ? 0 : c];
            if (hasAlpha)
                out.alpha += pixel[header->channels - 1];
        }
    return out;
}

} // namespace wf::wire
