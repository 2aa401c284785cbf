// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safefile.h"
#include "models/net/secrets/later.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <utility>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}

class FileStore final : public SecretStore {
public:
    explicit FileStore(QString path) : m_path(std::move(path)) {}

    async::Request read(const QString &name, SecretReply reply) override
    {
        auto result = readNow(name);
        return laterUnowned([reply = std::move(reply), result = std::move(result)] { reply(result); });
    }
    async::Request write(const QString &name, const Secret &secret, SecretDone done) override
    {
        auto result =
            change([&](QJsonObject &all) { all.insert(name, QString::fromLatin1(secret.reveal().toBase64())); });
        return laterUnowned([done = std::move(done), result] { done(result); });
    }
    async::Request remove(const QString &name, SecretDone done) override
    {
        auto result = change([&](QJsonObject &all) { all.remove(name); });
        return laterUnowned([done = std::move(done), result] { done(result); });
    }
    [[nodiscard]] QString description() const override { return text("a file only you can read: %1").arg(m_path); }
    [[nodiscard]] QString warning() const override
    {
        return text("The file is not encrypted: whoever can read your files or backups can read these secrets.");
    }

private:
    [[nodiscard]] base::Result<QJsonObject> load() const
    {
        const QFileInfo info(m_path);
        if (!info.exists())
            return QJsonObject();
        if (info.isSymLink() || (info.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther |
                                                       QFileDevice::WriteGroup | QFileDevice::WriteOther)))
            return makeError(
                ErrorKind::Storage,
                text("The secrets file %1 is readable by others or a link. Give it mode 0600.").arg(m_path));
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return makeError(ErrorKind::Storage, text("The secrets file %1 cannot be read.").arg(m_path),
                             file.errorString());
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
        if (problem.error != QJsonParseError::NoError || !document.isObject())
            return makeError(ErrorKind::Storage, text("The secrets file %1 is damaged.").arg(m_path));
        return document.object();
    }
    [[nodiscard]] base::Result<Secret> readNow(const QString &name) const
    {
        const auto all = load();
        if (!all)
            return all.error();
        if (!all->contains(name))
            return makeError(
                ErrorKind::Invalid,
                text("There is no stored secret called “%1”. Enter it again in the connection's settings.").arg(name));
        return Secret(QByteArray::fromBase64(all->value(name).toString().toLatin1()));
    }
    template<class Edit>
    base::Status change(Edit edit)
    {
        if (auto ready = base::ensurePrivateFolder(QFileInfo(m_path).absolutePath()); !ready)
            return ready;
        QLockFile lock(m_path + u".lock"_s);
        if (!lock.tryLock(2000))
            return makeError(ErrorKind::Storage, text("Another Watchfloor is writing the secrets file just now."));
        auto all = load();
        if (!all)
            return all.error();
        edit(*all);
        return base::writeFileSafely(m_path, QJsonDocument(*all).toJson());
    }
    QString m_path;
};
} // namespace

std::unique_ptr<SecretStore> makeFileStore(const QString &path)
{
    return std::make_unique<FileStore>(path);
}

} // namespace wf::net
