/** Composers born after 1865. See `list.ts` for how a row is written and where it comes from. */
export const modern = `
Erik Satie 1866-1925
Ferruccio Busoni 1866-1924
Francesco Cilea 1866-1950
Vasily Kalinnikov 1866-1901 | Василий Калинников
Amy Beach 1867-1944
Enrique Granados 1867-1916
Charles Koechlin 1867-1950
Umberto Giordano 1867-1948
Scott Joplin 1868-1917
Granville Bantock 1868-1946
Vítězslav Novák 1870-1949
Margaret Ruthven Lang 1867-1972
Hans Pfitzner 1869-1949
Albert Roussel 1869-1937
Siegfried Wagner 1869-1930
Henry Walford Davies 1869-1941 | Walford Davies
Louis Vierne 1870-1937
Leopold Godowsky 1870-1938
Franz Lehár 1870-1948
Guillaume Lekeu 1870-1894
Oscar Straus 1870-1954
Florent Schmitt 1870-1958
Charles Tournemire 1870-1939
Alexander von Zemlinsky 1871-1942 | Zemlinsky
Wilhelm Stenhammar 1871-1927
Henry Hadley 1871-1937
Ruth Gipps 1921-1999
Alexander Scriabin 1872-1915 | Skrjabin | Skryabin | Scriabine | Александр Николаевич Скрябин
Ralph Vaughan Williams 1872-1958
Hugo Alfvén 1872-1960
Déodat de Séverac 1872-1921
Sergei Rachmaninoff 1873-1943 | Rachmaninov | Rachmaninow | Rakhmaninov | Сергей Васильевич Рахманинов
Max Reger 1873-1916
Jean Roger-Ducasse 1873-1954
Joseph Jongen 1873-1953
Arnold Schoenberg 1874-1951 | Schönberg
Gustav Holst 1874-1934
Charles Ives 1874-1954
Josef Suk 1874-1935
Reynaldo Hahn 1874-1947
Franz Schmidt 1874-1939
Maurice Ravel 1875-1937 | Морис Равель
Samuel Coleridge-Taylor 1875-1912
Reinhold Glière 1875-1956 | Gliere | Рейнгольд Глиэр
Fritz Kreisler 1875-1962
Mikalojus Konstantinas Čiurlionis 1875-1911
Albert Ketèlbey 1875-1959 | Ketelbey
Henriette Renié 1875-1956
Manuel de Falla 1876-1946
Havergal Brian 1876-1972
Ermanno Wolf-Ferrari 1876-1948
Mieczysław Karłowicz 1876-1909
Roger Quilter 1877-1953
Sigfrid Karg-Elert 1877-1933
Ernst von Dohnányi 1877-1960 | Dohnányi
Thomas Dunhill 1877-1946
Franz Schreker 1878-1934
Rutland Boughton 1878-1960
Joseph Holbrooke 1878-1958
Gabriel Dupont 1878-1914
Ottorino Respighi 1879-1936
Frank Bridge 1879-1941
John Ireland 1879-1962
Cyril Scott 1879-1970
Alma Mahler 1879-1964
Joseph Canteloube 1879-1957
Joaquín Nin 1879-1949
Hamilton Harty 1879-1941
Ernest Bloch 1880-1959
Ildebrando Pizzetti 1880-1968
Nikolai Medtner 1880-1951 | Metner | Николай Карлович Метнер
Béla Bartók 1881-1945 | Бела Барток
George Enescu 1881-1955 | Enesco
Nikolai Myaskovsky 1881-1950 | Miaskovsky | Mjaskowski
Rebecca Clarke 1886-1979
Karol Szymanowski 1882-1937
Igor Stravinsky 1882-1971 | Strawinsky | Stravinski | Игорь Фёдорович Стравинский
Zoltán Kodály 1882-1967
Joaquín Turina 1882-1949
Manuel Ponce 1882-1948
Percy Grainger 1882-1961
Gian Francesco Malipiero 1882-1973
Arnold Bax 1883-1953
Anton Webern 1883-1945
Alfredo Casella 1883-1947
Edgard Varèse 1883-1965 | Varese
Alfonso Broqua 1876-1946
Mary Howe 1882-1964
Charles Tomlinson Griffes 1884-1920 | Griffes
Alban Berg 1885-1935
George Butterworth 1885-1916
Egon Wellesz 1885-1974
Agustín Barrios Mangoré 1885-1944 | Barrios | Agustín Barrios
Nadia Boulanger 1887-1979
Heitor Villa-Lobos 1887-1959
Ernst Toch 1887-1964
Kurt Atterberg 1887-1974
Johanna Senfter 1879-1961
Florence Price 1887-1953
Irving Berlin 1888-1989
Ina Boyle 1889-1967
Jacques Ibert 1890-1962
Bohuslav Martinů 1890-1959
Frank Martin 1890-1974
Ivor Gurney 1890-1937
Sergei Prokofiev 1891-1953 | Prokofieff | Prokofjew | Prokofjev | Сергей Сергеевич Прокофьев
Arthur Bliss 1891-1975
Cole Porter 1891-1964
Federico Moreno Torroba 1891-1982
Arthur Honegger 1892-1955
Darius Milhaud 1892-1974
Germaine Tailleferre 1892-1983
Herbert Howells 1892-1983
Kaikhosru Sorabji 1892-1988
Lili Boulanger 1893-1918
Federico Mompou 1893-1987
Peter Warlock 1894-1930 | Heseltine
E. J. Moeran 1894-1950 | Moeran
Willem Pijper 1894-1947
Paul Hindemith 1895-1963
Carl Orff 1895-1982
Mario Castelnuovo-Tedesco 1895-1968
William Grant Still 1895-1978 | Grant Still
Ernesto Lecuona 1895-1963
Roger Sessions 1896-1985
Virgil Thomson 1896-1989
Erich Wolfgang Korngold 1897-1957
Henry Cowell 1897-1965
Quincy Porter 1897-1966
George Gershwin 1898-1937
Roy Harris 1898-1979
Hanns Eisler 1898-1962
Viktor Ullmann 1898-1944
Marcel Mihalovici 1898-1985
Francis Poulenc 1899-1963
Duke Ellington 1899-1974
Carlos Chávez 1899-1978
Silvestre Revueltas 1899-1940
Alexandre Tansman 1897-1986
Pavel Haas 1899-1944
Hans Krása 1899-1944
Aaron Copland 1900-1990
Kurt Weill 1900-1950
George Antheil 1900-1959
Ernst Krenek 1900-1991 | Křenek
Ruth Crawford Seeger 1901-1953
Gerald Finzi 1901-1956
Joaquín Rodrigo 1901-1999
Edmund Rubbra 1901-1986
Henri Sauguet 1901-1989
Emil František Burian 1904-1959
William Walton 1902-1983
Maurice Duruflé 1902-1986
Stefan Wolpe 1902-1972
Aram Khachaturian 1903-1978 | Khatchaturian | Chatschaturjan | Арам Хачатурян
Lennox Berkeley 1903-1989
Luigi Dallapiccola 1904-1975
Dmitry Kabalevsky 1904-1987 | Kabalewski | Дмитрий Кабалевский
Michael Tippett 1905-1998
Alan Rawsthorne 1905-1971
Mátyás Seiber 1905-1960
Dmitri Shostakovich 1906-1975 | Schostakowitsch | Chostakovitch | Šostakovič | Дмитрий Дмитриевич Шостакович
Elisabeth Lutyens 1906-1983
Elizabeth Maconchy 1907-1994
Imogen Holst 1907-1984
Camargo Guarnieri 1907-1993
Olivier Messiaen 1908-1992
Elliott Carter 1908-2012
Grażyna Bacewicz 1909-1969
Vagn Holmboe 1909-1996
Samuel Barber 1910-1981
Jehan Alain 1911-1940
Allan Pettersson 1911-1980
Gian Carlo Menotti 1911-2007
Jean Françaix 1912-1997
John Cage 1912-1992
Xavier Montsalvatge 1912-2002
Benjamin Britten 1913-1976
Witold Lutosławski 1913-1994
Andrzej Panufnik 1914-1991
Vítězslava Kaprálová 1915-1940
Vincent Persichetti 1915-1987
Alberto Ginastera 1916-1983
Henri Dutilleux 1916-2013
Milton Babbitt 1916-2011
Leonard Bernstein 1918-1990
George Rochberg 1918-2005
Mieczysław Weinberg 1919-1996
Galina Ustvolskaya 1919-2006
Bruno Maderna 1920-1973
Malcolm Arnold 1921-2006
Astor Piazzolla 1921-1992
Iannis Xenakis 1922-2001
György Ligeti 1923-2006
Ned Rorem 1923-2022
Luigi Nono 1924-1990
Julia Smith 1905-1989
Luciano Berio 1925-2003
Pierre Boulez 1925-2016
Morton Feldman 1926-1987
György Kurtág 1926-
Hans Werner Henze 1926-2012
Thea Musgrave 1928-
Karlheinz Stockhausen 1928-2007
Einojuhani Rautavaara 1928-2016
George Crumb 1929-2022
Petr Eben 1929-2007
Toru Takemitsu 1930-1996
Stephen Sondheim 1930-2021
Sofia Gubaidulina 1931-2025
Rodion Shchedrin 1932-2025
Henryk Górecki 1933-2010
Krzysztof Penderecki 1933-2020
Alfred Schnittke 1934-1998
Harrison Birtwistle 1934-2022
Peter Maxwell Davies 1934-2016
Arvo Pärt 1935-
Terry Riley 1935-
Steve Reich 1936-
Philip Glass 1937-
Leo Brouwer 1939-
John Rutter 1945-
John Tavener 1944-2013
Pēteris Vasks 1946-
John Adams 1947-
Kaija Saariaho 1952-2023
Judith Weir 1954-
Margaret Bonds 1913-1972
Undine Smith Moore 1904-1989
Peggy Glanville-Hicks 1912-1990
Dora Pejačević 1885-1923
Morfydd Owen 1891-1918
Poldowski Wieniawska 1879-1932 | Poldowski
Armande de Polignac 1876-1962
Jeanne Leleu 1898-1979
Elsa Barraine 1910-1999
Marguerite Canal 1890-1978
Ethel Barns 1873-1948
Adela Maddison 1862-1929
Katharine Parker 1886-1971
Vally Weigl 1894-1982
Maria Bach 1896-1978
Frida Kern 1891-1988
Grete von Zieritz 1899-2001
Ilse Weber 1903-1944
Agnes Tyrrell 1846-1883
Sláva Vorlová 1894-1973
Kikuko Kanai 1906-1986
Rentarō Taki 1879-1903
Kōsaku Yamada 1886-1965
Michio Miyagi 1894-1956
James P. Johnson 1894-1955
Joseph Lamb 1887-1960
James Scott 1885-1938
Jelly Roll Morton 1890-1941
W. C. Handy 1873-1958 | Handy
Harry Burleigh 1866-1949
Haydn Wood 1882-1959
Eric Coates 1886-1957
Ivor Novello 1893-1951
Julius Fučík 1872-1916
Kenneth J. Alford 1881-1945 | Alford
Edwin Eugene Bagley 1857-1922 | Bagley
Jenő Hubay 1858-1937 | Hubay
František Drdla 1868-1944
Vittorio Monti 1868-1922
Zequinha de Abreu 1880-1935
João Pernambuco 1883-1947
Carlos Gardel 1890-1935
Ángel Villoldo 1861-1919
Miguel Llobet 1878-1938
Emilio Pujol 1886-1980
Regino Sainz de la Maza 1896-1981
Rudolf Friml 1879-1972
Oskar Merikanto 1868-1924
Selim Palmgren 1878-1951
Toivo Kuula 1883-1918
Leevi Madetoja 1887-1947
Armas Järnefelt 1869-1958
Wilhelm Peterson-Berger 1867-1942
Rued Langgaard 1893-1952
Johan Halvorsen 1864-1935
Ludolf Nielsen 1876-1939
Jón Leifs 1899-1968
Mykola Leontovych 1877-1921 | Микола Леонтович
Komitas Vardapet 1869-1935 | Komitas
Nikolai Tcherepnin 1873-1945
Alexander Tcherepnin 1899-1977
Pavel Chesnokov 1877-1944 | Tchesnokoff | Павел Чесноков
Alexander Kastalsky 1856-1926
Vladimir Rebikov 1866-1920 | Rebikoff
Samuil Maykapar 1867-1938 | Maikapar
Alexander Goedicke 1877-1957 | Gedike
Isaak Dunayevsky 1900-1955
Georgy Sviridov 1915-1998 | Георгий Свиридов
`;
