{ sub(/本报讯 */, ""); print }
