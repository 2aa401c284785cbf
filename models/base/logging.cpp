// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/logging.h"

#include "models/base/clock.h"
#include "models/base/redact.h"
#include "models/base/timetext.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <memory>
#include <mutex>

namespace wf::base {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcApp, "wf.app")
Q_LOGGING_CATEGORY(lcNet, "wf.net")
Q_LOGGING_CATEGORY(lcStore, "wf.store")
Q_LOGGING_CATEGORY(lcEngine, "wf.engine")
Q_LOGGING_CATEGORY(lcUi, "wf.ui")

namespace {

constexpr qint64 rotateAtBytes = qint64{8} << 20;
constexpr int keptFiles = 3;
constexpr qsizetype longestMessage = qsizetype{16} << 10;

// A JSON string in which nothing can start a terminal sequence, hide or reorder text: everything that is not a
// printable character of ASCII, a letter, a mark or a digit becomes \uXXXX.
QByteArray jsonString(QStringView text)
{
    QString out = u"\""_s;
    out.reserve(text.size() + 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate() &&
            QChar::isPrint(QChar::surrogateToUcs4(c, text[i + 1]))) {
            out += text.sliced(i++, 2);
        } else if (c == u'"' || c == u'\\') {
            out += u'\\';
            out += c;
        } else if (c == u'\n') {
            out += u"\\n"_s;
        } else if (c == u'\t') {
            out += u"\\t"_s;
        } else if (!c.isPrint() || c.isSurrogate()) {
            out += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        } else {
            out += c;
        }
    }
    out += u'"';
    return out.toUtf8();
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

// Where lines go. All use is under `sinkMutex`.
class Sink {
public:
    explicit Sink(QString path) : m_path(std::move(path))
    {
        if (!m_path.isEmpty())
            openFile();
    }
    void write(const QByteArray &line)
    {
        if (m_file.isOpen() && m_size + line.size() > rotateAtBytes)
            rotate();
        if (m_file.isOpen() && m_file.write(line) == line.size()) {
            m_size += line.size();
            return;
        }
        [[maybe_unused]] const auto nowhereElse =
            std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    }

private:
    void openFile()
    {
        if (QFileInfo(m_path).isSymLink())
            return;
        m_file.setFileName(m_path);
        // Unbuffered: a crash loses nothing that was said before it.
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                         QFile::ReadOwner | QFile::WriteOwner))
            return;
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        m_size = m_file.size();
    }
    void rotate()
    {
        m_file.close();
        const auto numbered = [this](int n) -> QString { return m_path + u'.' + QString::number(n); };
        QFile::remove(numbered(keptFiles));
        for (int n = keptFiles; n > 1; --n)
            QFile::rename(numbered(n - 1), numbered(n));
        QFile::rename(m_path, numbered(1));
        openFile();
    }

    QString m_path;
    QFile m_file;
    qint64 m_size = 0;
};

// Qt's message handler is one per process and has no context argument, hence these two.
std::mutex sinkMutex;
std::unique_ptr<Sink> sink;

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    thread_local bool inside = false; // QFile may warn while it writes
    if (inside)
        return;
    inside = true;
    const QByteArray line =
        "{\"time\":\"" + isoTime(SystemClock().nowNs() / 1000 * 1000).toLatin1() + "\",\"level\":\"" + levelName(type) +
        "\",\"category\":" + jsonString(QString::fromUtf8(context.category ? context.category : "default")) +
        ",\"message\":" + jsonString(redacted(message.left(longestMessage))) + "}\n";
    {
        const std::scoped_lock lock(sinkMutex);
        if (sink)
            sink->write(line);
    }
    inside = false;
}

} // namespace

void installLogHandler(const QString &file)
{
    const std::scoped_lock lock(sinkMutex);
    sink = std::make_unique<Sink>(file);
    qInstallMessageHandler(handleMessage);
}

} // namespace wf::base
